import { describe, expect, test } from "vitest";
import { LEAST_WIDTH, withHigh, withLow } from "./band";

describe("the agreed band", () => {
  test.each([
    ["moves freely", 30, [30, 40]],
    ["stops before the upper end", 39, [35, 40]],
    ["stops at nothing", -3, [0, 40]],
  ])("its lower end %s", (_, low, want) => expect(withLow([25, 40], low)).toEqual(want));

  test.each([
    ["moves freely", 50, [25, 50]],
    ["stops before the lower end", 10, [25, 30]],
    ["stops at everything", 120, [25, 100]],
  ])("its upper end %s", (_, high, want) => expect(withHigh([25, 40], high)).toEqual(want));

  test("is never narrower than can be told", () => {
    for (let v = 0; v <= 100; v++) {
      for (const [low, high] of [withLow([25, 40], v), withHigh([25, 40], v)]) {
        expect(high - low).toBeGreaterThanOrEqual(LEAST_WIDTH);
      }
    }
  });
});
