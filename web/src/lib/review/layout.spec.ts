import { describe, expect, test } from "vitest";
import { laneTop, lanesBottom, layout, rowMiddle } from "./layout";

describe("the lanes", () => {
  test("of a pair are as high as the page has room for, up to a size", () => {
    const low = layout(988, 340, 2, false);
    const high = layout(988, 900, 2, false);
    expect(low.lane).toBeLessThan(high.lane);
    expect(high.lane).toBe(layout(988, 2000, 2, false).lane);
    expect(low.height).toBeLessThanOrEqual(340);
  });

  test.each([1, 2, 3, 5, 8])("of %i people lie apart, the rows below them", (n) => {
    const l = layout(988, 480, n, false);
    expect(lanesBottom(l) - laneTop(l, 0)).toBe(n * l.lane + (n - 1) * l.gap);
    expect(rowMiddle(l, 0)).toBeGreaterThan(lanesBottom(l));
    expect(rowMiddle(l, 2)).toBeLessThan(l.height);
  });
});
