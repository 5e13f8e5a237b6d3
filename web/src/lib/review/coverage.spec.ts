import { describe, expect, test } from "vitest";
import { Coverage } from "./coverage";

describe("coverage", () => {
  const c = new Coverage(
    [
      [0, 500],
      [750, 1000],
      [3000, 4000],
    ],
    4000,
  );

  test("is how much of each bin is speech", () => {
    expect([...c.level(500).parts]).toEqual([1, 0.5, 0, 0, 0, 0, 1, 1]);
  });

  test("of wider bins is the mean of the finer ones", () => {
    expect([...c.level(1000).parts]).toEqual([0.75, 0, 0, 1]);
    expect(c.level(1999).binMs).toBe(1000);
    expect([...c.level(1e9).parts]).toEqual([0.4375]);
  });

  test("has no bins finer than the finest", () => {
    expect(c.level(1).binMs).toBe(500);
  });
});
