import { describe, expect, test } from "vitest";
import { leftOut, leftOutText, most } from "./drift";
import type { Drift } from "./protocol";

const step = (i: number, share: number | null, taken = 0): Drift["steps"][number] => ({
  ...{ start_ms: i * 300_000, end_ms: (i + 1) * 300_000, known_ms: 300_000, silences: 0 },
  people: [{ channel: 0, speech_ms: 0, share, taken, broken: 0 }],
});
const drift: Drift = {
  step_ms: 300_000,
  series: [],
  steps: [step(0, null), step(1, null), step(2, 0.4, 3), step(3, null)],
};

describe("drift", () => {
  test("says which stretches are left out, those that touch as one", () => {
    expect(leftOut(drift)).toEqual([
      [0, 600_000],
      [900_000, 1_200_000],
    ]);
    expect(leftOutText(drift)).toBe("Left out, from too little speech: 0:00–10:00 and 15:00–20:00");
    expect(leftOutText({ ...drift, steps: [step(0, 0.2)] })).toBe("");
  });

  test("has room for the highest count, and for one when there is none", () => {
    expect(most(drift, "taken")).toBe(3);
    expect(most(drift, "broken")).toBe(1);
  });
});
