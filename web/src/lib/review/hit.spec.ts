import { describe, expect, test } from "vitest";
import { goldenReview, momentOf } from "../../testing/review";
import { hit } from "./hit";
import type { Stretch } from "./protocol";
import { laneTop, layout, rowMiddle } from "./layout";
import { sceneOf } from "./scene";

const note = {
  ...{ seq: 1, by: "mentor", author: "Mentor", mine: true, at: "", start_ms: 80_000, end_ms: 80_000 },
  ...{ moment: "", text: "", tags: [], shared: false, reply_to: 0, deleted: false },
};
const lanes = [0, 1].map((channel) => ({
  ...{ channel, speech: [], backchannels: [], floor: [], unknown: [] },
  paused: [[10_000, 20_000] as Stretch],
}));
const exercise = { seq: 4, by: "coach", start_ms: 10_000, end_ms: 20_000, text: "Exercise" };
const review = goldenReview({
  lanes,
  excluded: [exercise],
  moments: [momentOf("silence", 40_000, 44_000, { at_ms: 44_000 }), momentOf("taken", 60_000, 61_000)],
  notes: [note, { ...note, seq: 2, reply_to: 1 }],
});
const scene = sceneOf(review, new Map(), review.moments);
const l = layout(1000, 480, 2, false);
const view = { from: 0, to: 100_000 }; // 100 ms a pixel
const lane = laneTop(l, 0) + 10;

describe("a click", () => {
  test.each([
    ["on an overlap", 605, lane, { moment: "taken-60000" }],
    ["beside an overlap", 622, lane, null],
    ["inside a silence", 420, lane, { moment: "silence-40000" }],
    ["on a sign", 608, rowMiddle(l, 1), { moment: "taken-60000" }],
    ["away from signs", 640, rowMiddle(l, 1), null],
    ["on a note", 800, rowMiddle(l, 2), { note: 1 }],
    ["above the lanes", 605, 2, null],
  ])("%s", (_, x, y, want) => expect(hit(scene, l, view, x, y)).toEqual(want));
});

describe("the scene", () => {
  test("has the places of threads, not of the answers in them", () => {
    expect(scene.notes).toHaveLength(1);
  });

  test("names what is not measured as people did", () => {
    expect(scene.covers).toEqual([{ start: 10_000, end: 20_000, label: "Exercise" }]);
    const labels = (excluded: typeof review.excluded) =>
      sceneOf({ ...review, excluded }, new Map(), []).covers.map((c) => c.label);
    expect(labels([])).toEqual(["paused"]);
    expect(labels([{ ...exercise, text: "" }])).toEqual(["not conversation"]);
  });
});
