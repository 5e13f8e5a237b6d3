import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Bead, LEAST, REST_MS } from "./bead.svelte";

let bead: Bead;
beforeEach(() => {
  vi.useFakeTimers();
  bead = new Bead();
});
afterEach(() => vi.useRealTimers());

describe("a bead", () => {
  test("appears and disappears at once", () => {
    bead.offer(0.5, 0);
    expect(bead.shown).toBe(0.5);
    bead.offer(null, 10);
    expect(bead.shown).toBeNull();
  });

  test("does not move for what cannot be seen", () => {
    bead.offer(0.5, 0);
    bead.offer(0.5 + LEAST * 0.9, REST_MS * 2);
    expect(bead.shown).toBe(0.5);
  });

  test("moves at most every five seconds, and then to the last place", () => {
    bead.offer(0.5, 0);
    bead.offer(0.6, 1000);
    bead.offer(0.7, 2000);
    expect(bead.shown).toBe(0.5);
    vi.advanceTimersByTime(REST_MS - 2000);
    expect(bead.shown).toBe(0.7);
  });

  test("moves at once when it has rested", () => {
    bead.offer(0.5, 0);
    bead.offer(0.6, REST_MS);
    expect(bead.shown).toBe(0.6);
  });

  test("that is gone does not come back", () => {
    bead.offer(0.5, 0);
    bead.offer(0.6, 1);
    bead.stop();
    vi.advanceTimersByTime(REST_MS);
    expect(bead.shown).toBe(0.5);
  });
});
