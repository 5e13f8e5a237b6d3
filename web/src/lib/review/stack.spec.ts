import { describe, expect, test } from "vitest";
import { stack } from "./stack";

const frame = { from: 1000, to: 5000, at: 3000, width: 40, height: 40 };
const pause = (ms: number): [number, number, number, number] => [0, ms, 0, 1];
const blocks = (path: string) => path.match(/M[\d.]+ [\d.]+/g) ?? [];

describe("the stack of pauses", () => {
  test("has a block a pause, apart by whether it counts", () => {
    const { less, more } = stack([1200, 1300, 2999, 3000, 4900].map(pause), frame);
    expect(blocks(less)).toHaveLength(3);
    expect(blocks(more)).toHaveLength(2);
  });

  test("has each over its length, the ones of a column on top of each other", () => {
    expect(blocks(stack([1200, 1300].map(pause), frame).less)).toEqual(["M0.0 35.0", "M0.0 30.0"]);
    expect(blocks(stack([4100].map(pause), frame).more)).toEqual(["M30.0 35.0"]);
  });

  test("has what is longer than the slider over its end", () => {
    expect(blocks(stack([60_000].map(pause), frame).more)).toEqual(["M30.0 35.0"]);
  });

  test("stays inside its frame, however many there are", () => {
    const { less } = stack(
      Array.from({ length: 900 }, () => pause(1100)),
      frame,
    );
    const tops = blocks(less).map((b) => Number(b.split(" ")[1]));
    expect(tops).toHaveLength(900);
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(0);
  });
});
