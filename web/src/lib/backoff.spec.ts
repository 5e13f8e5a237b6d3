import { expect, test } from "vitest";
import { backoff } from "./backoff";

test("waits double up to a limit", () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 50].map((n) => backoff(n, () => 1));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test("half of a wait is drawn at random", () => {
  expect(backoff(0, () => 0)).toBe(125);
  for (let i = 0; i < 100; i++) {
    expect(backoff(3)).toBeGreaterThanOrEqual(1000);
    expect(backoff(3)).toBeLessThanOrEqual(2000);
  }
});
