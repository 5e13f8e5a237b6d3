import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { viewOf } from "../../testing/golden";
import { type Recorded, recordCanvases } from "../../testing/context";
import { geometry } from "./geometry";
import { StripView } from "./view";

const { strip } = viewOf("glance-light");
const NOW = 1_928_000;
const layout = {
  g: geometry(1152, 2, 240_000, 1, false),
  lanes: new Map([
    [0, 0],
    [1, 1],
  ]),
  hues: ["coach", "client"] as const,
};

let all: Recorded[];
let view: StripView;

beforeEach(() => {
  all = recordCanvases();
  const canvas = document.createElement("canvas");
  document.body.append(canvas);
  view = new StripView(canvas, layout, true);
  view.update(strip.items);
});
afterEach(() => vi.restoreAllMocks());

describe("a strip", () => {
  test("is drawn when it has moved by a pixel, and not before", () => {
    expect(view.draw(NOW)).toBe(true);
    expect(view.draw(NOW + 10)).toBe(false);
    expect(view.draw(NOW + 300)).toBe(true);
  });

  test("is drawn when something on it has changed", () => {
    view.draw(NOW);
    view.update(new Map([...strip.items].slice(1)));
    expect(view.draw(NOW)).toBe(true);
  });

  test("the same items are no change", () => {
    view.draw(NOW);
    view.update(strip.items);
    expect(view.draw(NOW)).toBe(false);
  });

  test("the passing of time paints a few columns, whatever is on it", () => {
    view.draw(NOW);
    const layer = all[1] as Recorded;
    layer.calls.length = 0;
    view.draw(NOW + 1000);
    const [painted] = layer.calls.filter((c) => c.name === "clearRect");
    expect(painted?.args[2]).toBeLessThan(30);
    expect(layer.calls.length).toBeLessThan(40);
  });
});
