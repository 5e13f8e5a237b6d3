import { describe, expect, test } from "vitest";
import { advice, BARS, bars } from "./meter";

describe("a level", () => {
  test.each([
    ["nothing at all", -120, 0],
    ["the quietest that is drawn", -79, 1],
    ["speech", -30.2, 50],
    ["full scale", 0, BARS],
    ["beyond full scale", 6, BARS],
  ])("%s lights its bars", (_, dbfs, want) => expect(bars(dbfs)).toBe(want));
});

describe("advice", () => {
  test("a dead microphone is never called quiet", () => {
    expect(advice("dead")?.fact).toBe("This microphone is giving no signal at all");
    expect(advice("dead")?.rest).not.toMatch(/quiet/);
  });

  test.each(["waiting", "clear", "quiet", "silent"] as const)("%s needs none", (heard) => {
    expect(advice(heard)).toBeUndefined();
  });

  test.each(["dead", "lost", "clipped", "noisy"] as const)("%s says what can be done", (heard) => {
    expect(advice(heard)?.rest.length).toBeGreaterThan(20);
  });
});
