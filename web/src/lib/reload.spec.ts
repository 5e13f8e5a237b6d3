import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { reloadOnce } from "./reload";

const reload = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  reload.mockClear();
  vi.spyOn(location, "reload").mockImplementation(reload);
});
afterEach(() => vi.useRealTimers());

test("a reload that did not help is not tried again at once", () => {
  expect(reloadOnce()).toBe(true);
  expect(reloadOnce()).toBe(false);
  expect(reload).toHaveBeenCalledTimes(1);
});

test("it is tried again for the next change of the program", () => {
  expect(reloadOnce()).toBe(true);
  vi.advanceTimersByTime(30_000);
  expect(reloadOnce()).toBe(true);
});
