import { describe, expect, test } from "vitest";
import { Clock } from "./clock";

describe("Clock", () => {
  test("goes on by itself between messages, at the speed of the session", () => {
    const clock = new Clock();
    clock.sync(10_000, 100, 8, true);
    expect(clock.at(350)).toBe(12_000);
  });

  test("stands still while the session does", () => {
    const clock = new Clock();
    clock.sync(10_000, 100, 1, false);
    expect(clock.at(5_000)).toBe(10_000);
  });

  test("never goes back while it runs, although messages come unevenly", () => {
    const clock = new Clock();
    let last = 0;
    for (let n = 0; n < 200; n++) {
      const late = [0, 80, 15, 120, 40][n % 5] ?? 0;
      clock.sync(n * 100, n * 100 + late, 1, true);
      for (const t of [1, 30, 60]) {
        const now = clock.at(n * 100 + late + t);
        expect(now).toBeGreaterThanOrEqual(last);
        last = now;
      }
    }
  });

  test("moves evenly: lateness of one message shows by a tenth of it at most", () => {
    const clock = new Clock();
    clock.sync(0, 0, 1, true);
    clock.sync(1000, 1100, 1, true);
    expect(Math.abs(clock.at(1100) - 1100)).toBeLessThanOrEqual(10);
  });

  test("follows a drift", () => {
    const clock = new Clock();
    for (let n = 0; n <= 600; n++) clock.sync(n * 100.05, n * 100, 1, true);
    expect(Math.abs(clock.at(60_000) - 60_030)).toBeLessThan(5);
  });

  test("jumps when the session is elsewhere: after a pause, a reconnection, another session", () => {
    const clock = new Clock();
    clock.sync(60_000, 0, 1, true);
    clock.sync(0, 10, 1, true);
    expect(clock.at(10)).toBe(0);
    clock.sync(5_000, 20, 1, true);
    expect(clock.at(20)).toBe(5_000);
  });

  test("a pause takes hold at once", () => {
    const clock = new Clock();
    clock.sync(1_000, 0, 1, true);
    clock.sync(1_050, 100, 1, false);
    expect(clock.at(9_999)).toBe(1_050);
  });
});
