import { describe, expect, test } from "vitest";
import { goldenReview, momentOf } from "../../testing/review";
import { tables } from "./tables";

const words = { clock: String, seconds: (ms: number) => `${ms} ms` };
const nameOf = (channel: number) => ["Ann", "Ben"][channel] ?? "–";
const lane = { backchannels: [], unknown: [], paused: [], speech: [] };

const review = goldenReview({
  lanes: [
    {
      ...lane,
      channel: 0,
      floor: [
        [0, 10],
        [50, 60],
      ],
    },
    { ...lane, channel: 1, floor: [[20, 40]] },
  ],
  moments: [
    momentOf("silence", 10, 20, { channel: 1, other: 0, text: "Silence" }),
    momentOf("taken", 30, 40, {
      state: "corrected",
      text: "Took",
      correction: { seq: 1, by: "mentor", kind: "backchannel", text: "Corrected by mentor: a back-channel" },
    }),
  ],
});
const table = (caption: string) => tables(review, nameOf, words).find((t) => t.caption.startsWith(caption));

describe("the tables", () => {
  test("have everybody's turns in order of time", () => {
    expect(table("Turns")?.rows.map((r) => [r[0], r[2]])).toEqual([
      ["0", "Ann"],
      ["20", "Ben"],
      ["50", "Ann"],
    ]);
  });

  test("say who spoke first after a silence, and who before", () => {
    expect(table("Silences")).toMatchObject({
      head: ["Start", "Length", "Spoke first", "Spoke before", "What"],
      rows: [["10", "10 ms", "Ben", "Ann", "Silence"]],
    });
  });

  test("keep what was corrected, and say so", () => {
    expect(table("Floors taken")?.rows[0]?.[4]).toBe("Took. Corrected by mentor: a back-channel");
  });

  test("have a caption each that says how many rows there are", () => {
    expect(table("Turns")?.caption).toBe("Turns: 3");
    expect(table("Marks")?.caption).toBe("Marks: 0");
  });
});
