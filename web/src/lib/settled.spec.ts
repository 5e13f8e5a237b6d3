import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Settled } from "./settled.svelte";

interface State {
  holder: number;
  since: number;
}

let shown: Settled<State>;
beforeEach(() => {
  vi.useFakeTimers();
  shown = new Settled<State>({ holder: 0, since: 0 }, (s) => s.holder, 400);
});
afterEach(() => vi.useRealTimers());

describe("a settled value", () => {
  test("changes once the new state has lasted", () => {
    shown.offer({ holder: 1, since: 10 });
    vi.advanceTimersByTime(399);
    expect(shown.value.holder).toBe(0);
    vi.advanceTimersByTime(1);
    expect(shown.value.holder).toBe(1);
  });

  test("a state that goes back at once is never shown", () => {
    shown.offer({ holder: 1, since: 10 });
    vi.advanceTimersByTime(300);
    shown.offer({ holder: 0, since: 0 });
    vi.advanceTimersByTime(1000);
    expect(shown.value.holder).toBe(0);
  });

  test("the same state with other details is taken at once", () => {
    shown.offer({ holder: 0, since: 99 });
    expect(shown.value.since).toBe(99);
  });

  test("saying it again does not begin the wait again", () => {
    shown.offer({ holder: 1, since: 10 });
    vi.advanceTimersByTime(300);
    shown.offer({ holder: 1, since: 10 });
    vi.advanceTimersByTime(100);
    expect(shown.value.holder).toBe(1);
  });
});
