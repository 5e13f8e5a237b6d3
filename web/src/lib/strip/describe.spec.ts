import { describe as group, expect, test } from "vitest";
import { viewOf } from "../../testing/golden";
import { stripItem } from "../../testing/items";
import type { StripItem } from "../protocol";
import { describe, minuteSummary } from "./describe";

const { people } = viewOf("glance-light");
/** An item whose times are seconds. */
const item = (kind: StripItem["kind"], start: number, end: number, part: Partial<StripItem> = {}) =>
  stripItem(kind, start * 1000, end * 1000, part);

group("describe", () => {
  test("says who spoke how long, and what happened between", () => {
    const items = [
      item("speech", 0, 20),
      item("speech", 30, 40, { channel: 1, open: true }),
      item("silence", 20, 24),
      item("overlap", 30, 31, { taken: true }),
      item("overlap", 33, 34),
      item("unknown", 50, 62, { channel: 1 }),
    ];
    expect(describe(items, people, 0, 60_000, 3000)).toBe(
      "Last 1 min: speech of coach 20 s and client 30 s; 1 silence of 3 s and more; 2 overlaps, 1 with the floor taken; 10 s unknown.",
    );
  });

  test("counts only what lies between", () => {
    const items = [item("speech", 0, 20), item("silence", 0, 5)];
    expect(describe(items, people, 10_000, 70_000, 3000)).toContain("coach 10 s and client 0 s; 0 silences");
  });

  test("is made of whole minutes", () => {
    const view = viewOf("glance-light");
    expect(minuteSummary(view, 32, 240_000)).toMatch(/^Last 4 min: speech of coach 1 min and client 2 min/);
    expect(minuteSummary(view, 1, 240_000)).toMatch(/^Last 1 min/);
  });
});
