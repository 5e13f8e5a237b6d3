import { describe, expect, test } from "vitest";
import { textOf } from "../../testing/golden";
import { goldenReview } from "../../testing/review";
import { decodeReview } from "./protocol";

const raw = () => JSON.parse(textOf("review-pair")) as Record<string, unknown>;

/** Fields that Go leaves out when they are empty. */
const EMPTY: Record<string, unknown> = { moment: "", ms: 0, reply_to: 0, reason: "", note: "" };

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, v]) => !(key in EMPTY && EMPTY[key] === v));
  return Object.fromEntries(kept.map(([key, v]) => [key, withoutEmpty(v)]));
}

describe("a review", () => {
  test("decodes without losing a field", () => {
    expect(withoutEmpty(goldenReview())).toEqual(withoutEmpty(raw()));
  });

  test("needs every section", () => {
    for (const key of Object.keys(raw()).filter((k) => k !== "summary")) {
      const { [key]: _left, ...rest } = raw();
      expect(() => decodeReview(rest), key).toThrow(key);
    }
  });

  test("may have no summary yet", () => {
    expect(decodeReview({ ...raw(), summary: null }).summary).toBeNull();
  });

  test("of a kind of moment that this page does not know is refused with its place", () => {
    const [first, ...others] = raw().moments as object[];
    const moments = [{ ...first, kind: "sigh" }, ...others];
    expect(() => decodeReview({ ...raw(), moments })).toThrow(/^moments\[0\]\.kind: one of taken/);
  });

  test("hands back what an entry says as it came", () => {
    const offers = goldenReview().moments.flatMap((m) => m.offers);
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) expect(Object.keys(offer.body).length).toBeGreaterThan(0);
  });
});
