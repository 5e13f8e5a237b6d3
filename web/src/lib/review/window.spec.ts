import { describe, expect, test } from "vitest";
import { at, gridMs, LEAST_MS, pan, resize, reveal, whole, zoom } from "./window";

const HOUR = 3_600_000;
const view = at(600_000, 180_000, HOUR);

describe("the part that is shown", () => {
  test("stays in the session, as long as it was", () => {
    expect(pan(view, -HOUR, HOUR)).toEqual({ from: 0, to: 180_000 });
    expect(pan(view, HOUR, HOUR)).toEqual({ from: HOUR - 180_000, to: HOUR });
  });

  test("of a session that is shorter is the whole session", () => {
    expect(at(600_000, 180_000, 90_000)).toEqual({ from: 0, to: 90_000 });
    expect(at(0, 180_000, 2000)).toEqual({ from: 0, to: 2000 });
  });

  test("zooms about what lies under the pointer", () => {
    const t = 650_000;
    const near = zoom(view, 0.5, t, HOUR);
    const part = (w: typeof view) => (t - w.from) / (w.to - w.from);
    expect(near.to - near.from).toBe(90_000);
    expect(part(near)).toBeCloseTo(part(view));
  });

  test("zooms no closer than can be read and no wider than the session", () => {
    const near = zoom(view, 1e-9, 650_000, HOUR);
    expect(near.to - near.from).toBe(LEAST_MS);
    expect(zoom(view, 1e9, 650_000, HOUR)).toEqual(whole(HOUR));
  });

  test("an edge moves alone, and not past the other", () => {
    expect(resize(view, "from", 700_000, HOUR)).toEqual({ from: 700_000, to: view.to });
    expect(resize(view, "from", HOUR, HOUR)).toEqual({ from: view.to - LEAST_MS, to: view.to });
    expect(resize(view, "to", 0, HOUR)).toEqual({ from: view.from, to: view.from + LEAST_MS });
    expect(resize(view, "to", 2 * HOUR, HOUR)).toEqual({ from: view.from, to: HOUR });
  });

  test("moves only when what is gone to would be out of sight", () => {
    expect(reveal(view, 690_000, HOUR)).toBe(view);
    const later = reveal(view, 2_000_000, HOUR);
    expect(later.from < 2_000_000 && 2_000_000 < later.to).toBe(true);
    expect(later.to - later.from).toBe(180_000);
    expect(reveal(view, 0, HOUR).from).toBe(0);
  });

  test.each([
    [180_000, 30_000],
    [HOUR, 600_000],
    [3 * HOUR, 1_800_000],
    [5000, 1000],
  ])("of %i ms has lines that stand apart", (span, step) => {
    expect(gridMs({ from: 0, to: span }, 988, 120)).toBe(step);
  });
});
