import { beforeEach, describe, expect, test } from "vitest";
import { type Call, recorder, type Recorded } from "../../testing/context";
import { stripItem } from "../../testing/items";
import type { StripItem } from "../protocol";
import { bracketY, facesUp } from "./events";
import { geometry, laneTop } from "./geometry";
import { beds, paint } from "./paint";
import type { Paint } from "./tools";
import { sceneOf } from "./scene";
import { wordsFor, write } from "./words";

const g = geometry(240, 2, 240_000, 1, false); // a column a second
const hues = { coach: "blue", client: "ochre", observer1: "plum", observer2: "green", ink: "ink" };
const palette = {
  ...{ bed: "bed", ink: "ink", ink2: "ink2", ink3: "ink3", line: "line", line2: "line2" },
  ...{ haze: "haze", page: "page", hues, font: "Inter" },
};
const lanes = new Map([
  [0, 0],
  [1, 1],
]);

let to: Recorded;
beforeEach(() => (to = recorder()));

/** An item whose times are seconds. */
const item = (kind: StripItem["kind"], start: number, end: number, part: Partial<StripItem> = {}) =>
  stripItem(kind, start * 1000, end * 1000, part);

function painting(...items: StripItem[]): Paint {
  return { g, palette, scene: sceneOf(items, lanes), hues: ["coach", "client"], gridMs: 60_000 };
}

function draw(p: Paint, now = 240): Call[] {
  paint(to.ctx, p, 0, 240, now);
  return to.calls;
}

const named = (calls: Call[], name: string) => calls.filter((c) => c.name === name);

describe("what is drawn", () => {
  test("speech is a block in the person's colour, six pixels inside the lane", () => {
    const [block] = named(draw(painting(item("speech", 10, 30, { channel: 1 }))), "roundRect");
    expect(block).toMatchObject({ fill: "ochre", args: [10, laneTop(g, 1) + 6, 20, 42, 3] });
  });

  test("speech that goes on ends now, and not later", () => {
    const calls = draw(painting(item("speech", 10, 11, { open: true })), 25);
    expect(named(calls, "roundRect")[0]?.args[2]).toBe(15);
  });

  test("speech that lies ahead is not drawn", () => {
    expect(named(draw(painting(item("speech", 30, 40)), 25), "roundRect")).toEqual([]);
  });

  test("a back-channel is a thin tick in the middle of its stretch", () => {
    const tick = named(draw(painting(item("backchannel", 10, 10.6))), "fillRect").find(
      (c) => c.fill === "blue",
    );
    expect(tick?.args).toEqual([10.3 - 1, laneTop(g, 0) + 19, 2, 16]);
  });

  test("an overlap that took the floor has a triangle, one that did not has dots", () => {
    const dots = (calls: Call[]) =>
      named(calls, "setLineDash").some((c) => (c.args[0] as number[]).length > 0);
    const taken = draw(painting(item("overlap", 10, 15, { taken: true })));
    expect(named(taken, "lineTo").length).toBe(4);
    expect(dots(taken)).toBe(false);
    to = recorder();
    const kept = draw(painting(item("overlap", 10, 15)));
    expect(named(kept, "lineTo").length).toBe(2);
    expect(dots(kept)).toBe(true);
  });

  test("the triangle points from the taker to the other lane", () => {
    const tip = (channel: number) => {
      to = recorder();
      const calls = draw(painting(item("overlap", 10, 15, { taken: true, channel, other: 1 - channel })));
      return { tip: named(calls, "moveTo").at(-1)?.args[1], base: named(calls, "lineTo").at(-1)?.args[1] };
    };
    expect(tip(0).tip).toBeGreaterThan(tip(0).base as number);
    expect(tip(1).tip).toBeLessThan(tip(1).base as number);
  });

  test("the foot of a silence points to the lane that spoke first", () => {
    expect([facesUp(g, 0), facesUp(g, 1)]).toEqual([true, false]);
    expect(bracketY(g, 0)).toBe(bracketY(g, 1));
    const calls = draw(painting(item("silence", 10, 15, { channel: 1 })));
    const [tip] = named(calls, "moveTo");
    expect(tip?.args).toEqual([15, bracketY(g, 1) + 9]);
  });

  test("what is unknown is hatched over the page, never left as silence", () => {
    const calls = draw(painting(item("unknown", 10, 30, { channel: 1 })));
    expect(
      named(calls, "fillRect").some((c) => c.fill === "page" && c.args[0] === 10 && c.args[2] === 20),
    ).toBe(true);
    expect(named(calls, "strokeRect")).toHaveLength(1);
  });

  test("a pause covers all lanes", () => {
    const calls = draw(painting(item("paused", 10, 30, { channel: -1 })));
    expect(named(calls, "clearRect").some((c) => c.args[0] === 10 && c.args[3] === 142)).toBe(true);
  });

  test("minutes have a line each", () => {
    const lines = named(draw(painting()), "fillRect").filter((c) => c.fill === "line");
    expect(lines.map((c) => c.args[0])).toEqual([0, 60, 120, 180]);
  });

  test("only what lies in the stretch is drawn", () => {
    const p = painting(item("speech", 10, 30), item("speech", 100, 130));
    paint(to.ctx, p, 90, 110, 240);
    expect(named(to.calls, "roundRect").map((c) => c.args[0])).toEqual([100]);
  });

  test("each lane has its bed over the whole width", () => {
    beds(to.ctx, painting());
    expect(named(to.calls, "roundRect").map((c) => c.args.slice(0, 4))).toEqual([
      [0, laneTop(g, 0), 240, 54],
      [0, laneTop(g, 1), 240, 54],
    ]);
  });
});

describe("what is written", () => {
  function words(p: Paint, live = true, from = 0): string[] {
    write(to.ctx, wordsFor(to.ctx, p, live), from);
    return named(to.calls, "fillText").map((c) => String(c.args[0]));
  }

  test("minutes, and where now is", () => {
    expect(words(painting())).toEqual(["1:00", "2:00", "3:00", "now"]);
  });

  test("what is no longer live has no now, but its last minute", () => {
    expect(words(painting(), false, -20)).toEqual(["0:00", "1:00", "2:00", "3:00"]);
  });

  test("a word on a hatch only when there is room", () => {
    expect(words(painting(item("unknown", 10, 80)))).toContain("unknown");
    to = recorder();
    expect(words(painting(item("unknown", 10, 40)))).not.toContain("unknown");
  });

  test("a silence is labelled with its length once it is over", () => {
    expect(words(painting(item("silence", 100, 104.8)))).toContain("4.8 s");
  });

  test("a silence has no label where an overlap would be drawn through it", () => {
    const silence = item("silence", 100, 104.8);
    const overlap = (at: number) => item("overlap", at, at + 1, { channel: 1, other: 0 });
    expect(words(painting(silence, overlap(115)))).not.toContain("4.8 s");
    expect(words(painting(silence, overlap(125)))).toContain("4.8 s");
  });

  test("a silence that has half left the screen has lost its label", () => {
    expect(words(painting(item("silence", 100, 104.8)), true, 102)).not.toContain("4.8 s");
  });

  test("a mark carries its name", () => {
    expect(words(painting(item("mark", 100, 100, { text: "the new job" })))).toContain("the new job");
  });

  test("the name of a mark stays on the screen when it was just made", () => {
    const at = (second: number) => {
      to = recorder();
      words(painting(item("mark", second, second, { text: "here" })));
      return named(to.calls, "fillText")[0]?.args[1];
    };
    expect(at(100)).toBe(112);
    expect(at(230)).toBe(225);
  });
});
