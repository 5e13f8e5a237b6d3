import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Call, type Recorded, recordCanvases, recorder } from "../../testing/context";
import { geometry } from "./geometry";
import type { Paint } from "./tools";
import type { Palette } from "./palette";
import { Ring } from "./ring";
import { sceneOf } from "./scene";

const WIDTH = 100;
const g = geometry(WIDTH, 2, 100_000, 1, false); // a column a second
const hues = { coach: "blue", client: "ochre", observer1: "plum", observer2: "green", ink: "ink" };
const palette = { ...{ bed: "bed", ink: "ink", ink2: "ink2", ink3: "ink3", line: "line", line2: "line2" } };
const full: Palette = { ...palette, haze: "haze", page: "page", hues, font: "Inter" };

let layer: Recorded;
let ring: Ring;
let paint: Paint;

beforeEach(() => {
  const all = recordCanvases();
  paint = { g, palette: full, scene: sceneOf([], new Map()), hues: ["coach", "client"], gridMs: 60_000 };
  ring = new Ring(paint);
  layer = all[0] as Recorded;
});
afterEach(() => vi.restoreAllMocks());

/** The stretches that were painted since the last look. */
function painted(): number[][] {
  const clears = layer.calls.filter((c) => c.name === "clearRect");
  layer.calls.length = 0;
  return clears.map((c) => [c.args[0] as number, (c.args[0] as number) + (c.args[2] as number)]);
}

const copies = (calls: Call[]) => calls.filter((c) => c.name === "drawImage").map((c) => c.args.slice(1));

describe("the ring", () => {
  test("is painted whole at first, in two turns", () => {
    ring.show(recorder().ctx, 130);
    expect(painted()).toEqual([
      [30, 100],
      [100, 130],
    ]);
  });

  test("then only what is new, and the rounded end before it", () => {
    ring.show(recorder().ctx, 130);
    painted();
    ring.show(recorder().ctx, 132);
    expect(painted()).toEqual([[112, 132]]);
  });

  test("nothing when nothing has moved", () => {
    ring.show(recorder().ctx, 130);
    painted();
    ring.show(recorder().ctx, 130);
    expect(painted()).toEqual([]);
  });

  test("a changed stretch is painted again with what hangs over, and nothing beyond the screen", () => {
    ring.show(recorder().ctx, 130);
    painted();
    ring.invalidate(60, 70);
    ring.invalidate(-500, -400);
    ring.show(recorder().ctx, 130);
    expect(painted()).toEqual([[30, 88]]);
  });

  test("is painted whole when time goes back: its oldest columns are gone", () => {
    ring.show(recorder().ctx, 130);
    painted();
    ring.show(recorder().ctx, 120);
    expect(painted()).toEqual([
      [20, 100],
      [100, 120],
    ]);
  });

  test("is painted whole after a long absence", () => {
    ring.show(recorder().ctx, 130);
    painted();
    ring.show(recorder().ctx, 1000);
    expect(painted()).toEqual([[900, 1000]]);
  });

  test("two copies put the oldest column left and the newest right", () => {
    const screen = recorder();
    ring.show(screen.ctx, 130);
    expect(copies(screen.calls)).toEqual([
      [30, 0, 70, g.height, 0, 0, 70, g.height],
      [0, 0, 30, g.height, 70, 0, 30, g.height],
    ]);
  });

  test("one copy is enough when the ring begins where the screen does", () => {
    const screen = recorder();
    ring.show(screen.ctx, 200);
    expect(copies(screen.calls)).toEqual([[0, 0, 100, g.height, 0, 0, 100, g.height]]);
  });

  test("the time before the session is a place too", () => {
    const screen = recorder();
    ring.show(screen.ctx, 30);
    expect(copies(screen.calls)[0]?.[0]).toBe(30);
    expect(painted()).toEqual([
      [-70, 0],
      [0, 30],
    ]);
  });
});
