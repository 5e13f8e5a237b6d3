import { describe, expect, test } from "vitest";
import { viewOf } from "../../testing/golden";
import { goldenReview, momentOf } from "../../testing/review";
import { describeLanes, EXPORTS, placeWords, readerChoices } from "./copy";
import { REVIEW_KEYS } from "./keys";

const { people } = viewOf("glance-light");
const SOURCES = import.meta.glob<string>("../../components/{review,sessions}/*.svelte", {
  query: "?raw",
  import: "default",
  eager: true,
});
const never =
  /\bdominat\w*|\binterrupt(s|ed|ing)?\b|\bfault\b|\btoo much\b|\bgood\b|\bpoor\b|\bscore\b|\bwarning\b/i;

describe("words that never appear", () => {
  test.each(Object.entries(SOURCES))("in %s", (_, source) => expect(source).not.toMatch(never));

  test("in keys and exports", () => {
    for (const [, text] of [...REVIEW_KEYS, ...EXPORTS]) expect(text).not.toMatch(never);
  });
});

describe("the lanes in a sentence", () => {
  test("say who spoke how long, and what of it counts, between two times", () => {
    const lane = { backchannels: [], floor: [], unknown: [], paused: [] };
    const r = goldenReview({
      people,
      lanes: [
        { ...lane, channel: 0, speech: [[0, 20_000]] },
        { ...lane, channel: 1, speech: [[30_000, 90_000]] },
      ],
      moments: [
        momentOf("taken", 12_000, 13_000),
        momentOf("taken", 14_000, 15_000, { state: "corrected" }),
        momentOf("taken", 95_000, 96_000),
      ],
    });
    expect(describeLanes(r, 10_000, 60_000)).toMatch(
      /^0:10 to 1:00: speech of coach 10 s and client 30 s\. [^,]+ 1\.$/,
    );
  });
});

describe("who reads", () => {
  test("is a role that was there, or a mentor", () => {
    expect(readerChoices(people, false).map(([role]) => role)).toEqual(["coach", "client", "mentor"]);
    expect(readerChoices(people, true)[2]).toEqual(["mentor", "As mentor"]);
  });
});

test("a place is said only when it is known", () => {
  expect([placeWords("room"), placeWords("remote"), placeWords("")]).toEqual([
    "In one room. ",
    "In a call. ",
    "",
  ]);
});
