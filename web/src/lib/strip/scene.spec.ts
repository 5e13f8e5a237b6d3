import { describe, expect, test } from "vitest";
import { viewOf } from "../../testing/golden";
import { stripItem } from "../../testing/items";
import { CLOSED_MS, sceneOf } from "./scene";

const lanes = new Map([
  [0, 0],
  [3, 1],
]);

describe("sceneOf", () => {
  test("gaps that can hardly be heard are drawn closed, longer ones are not", () => {
    const { speech } = sceneOf(
      [
        stripItem("speech", 0, 1000),
        stripItem("speech", 1000 + CLOSED_MS - 1, 2000),
        stripItem("speech", 2000 + CLOSED_MS, 3000),
      ],
      lanes,
    );
    expect(speech).toEqual([
      { lane: 0, start: 0, end: 2000 },
      { lane: 0, start: 2420, end: 3000 },
    ]);
  });

  test("closing never joins two lanes, and leaves the items alone", () => {
    const first = stripItem("speech", 0, 1000);
    const { speech } = sceneOf([stripItem("speech", 1100, 2000, { channel: 3 }), first], lanes);
    expect(speech.map((b) => b.lane)).toEqual([0, 1]);
    expect(first.end_ms).toBe(1000);
  });

  test("what goes on has no end", () => {
    expect(sceneOf([stripItem("speech", 0, 500, { open: true })], lanes).speech[0]?.end).toBe(Infinity);
  });

  test("what is unknown of everybody is unknown in every lane", () => {
    const { unknown } = sceneOf([stripItem("unknown", 0, 500, { channel: -1 })], lanes);
    expect(unknown.map((b) => b.lane)).toEqual([0, 1]);
  });

  test("a channel without a lane is not drawn", () => {
    const scene = sceneOf(
      [stripItem("speech", 0, 1, { channel: 2 }), stripItem("overlap", 0, 1, { channel: 0, other: 2 })],
      lanes,
    );
    expect(scene.speech).toEqual([]);
    expect(scene.ties).toEqual([]);
  });

  test("words are ready to be written", () => {
    const scene = sceneOf(
      [
        stripItem("silence", 1000, 5800),
        stripItem("mark", 7, 7, { text: "here" }),
        stripItem("paused", 0, 9, { channel: -1 }),
      ],
      lanes,
    );
    expect([scene.silences, scene.marks, scene.paused].map((b) => b[0]?.label)).toEqual([
      "4.8 s",
      "here",
      "paused",
    ]);
  });

  test("the golden strip has everything that the mock shows", () => {
    const { speech, backchannels, ties, silences } = sceneOf(
      viewOf("glance-light").strip.items.values(),
      new Map([
        [0, 0],
        [1, 1],
      ]),
    );
    expect(speech.length).toBeGreaterThan(40);
    expect(backchannels).toHaveLength(13);
    expect(ties).toMatchObject([{ lane: 0, other: 1, taken: true }]);
    expect(silences).toMatchObject([{ lane: 0, label: "4.8 s" }]);
  });
});
