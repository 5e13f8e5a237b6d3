import { describe, expect, test } from "vitest";
import { AXIS, column, FLAGS, geometry, gridMs, laneTop, lanesBottom, px } from "./geometry";

const laptop = geometry(1152, 2, 240_000, 1, false);

describe("geometry", () => {
  test("four minutes of a laptop are 4.8 px a second", () => {
    expect(column(laptop, 1000)).toBeCloseTo(4.8);
    expect(laptop.width).toBe(1152);
  });

  test("two lanes of 54 px have a gap of 34 px", () => {
    expect(laneTop(laptop, 1) - laneTop(laptop, 0)).toBe(88);
    expect(lanesBottom(laptop) - laneTop(laptop, 0)).toBe(142);
    expect(laptop.height).toBe(142 + FLAGS + AXIS);
  });

  test("a phone has lower lanes", () => {
    expect(geometry(302, 2, 180_000, 1, true).lane).toBe(40);
  });

  test("the more people, the lower the lanes, and all of them fit", () => {
    for (let n = 3; n <= 10; n++) {
      const g = geometry(1152, n, 240_000, 1, false);
      expect(g.lane).toBeLessThanOrEqual(geometry(1152, n - 1, 240_000, 1, false).lane);
      expect(lanesBottom(g)).toBeLessThan(g.height);
    }
  });

  test.each([
    [1, 1],
    [1.5, 1.5],
    [2, 2],
    [3, 2],
    [0.5, 1],
  ])("a pixel ratio of %d is drawn with %d", (given, want) => {
    const g = geometry(1152, 2, 240_000, given, false);
    expect(g.ratio).toBe(want);
    expect(g.width).toBe(1152 * want);
    expect(px(g, 6)).toBe(6 * want);
  });

  test("the bed may not be laid out yet", () => {
    expect(geometry(0, 2, 240_000, 1, false).width).toBe(1);
    expect(geometry(0, 0, 0, 1, false).height).toBeGreaterThan(0);
  });

  test.each([
    ["four minutes", 1152, 240_000, 1],
    ["a phone's three minutes", 302, 180_000, 1],
    ["a session of 45 minutes", 1152, 2_700_000, 5],
    ["three hours", 1152, 10_800_000, 10],
    ["a day", 300, 86_400_000, 60],
  ])("%s have lines that stand apart", (_, width, windowMs, minutes) => {
    expect(gridMs(geometry(width, 2, windowMs, 1, false))).toBe(minutes * 60_000);
  });
});
