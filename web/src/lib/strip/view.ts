// One strip on one canvas: holds geometry, colours and scene, and draws a frame when something has moved.

import { changed } from "./dirty";
import { type Geometry, column, gridMs } from "./geometry";
import type { Hue } from "../people";
import { beds } from "./paint";
import type { Context, Paint } from "./tools";
import { type Palette, readPalette } from "./palette";
import { Ring } from "./ring";
import { sceneOf } from "./scene";
import type { Person, StripItem } from "../protocol";
import { type Words, wordsFor, write } from "./words";

type Items = ReadonlyMap<string, StripItem>;

/** What a strip is laid out for. lanes gives the lane of a channel, hues the colour of each lane. */
export interface Layout {
  g: Geometry;
  lanes: ReadonlyMap<number, number>;
  hues: readonly Hue[];
}

/** The layout of people's lanes, in seat order. */
export function layoutOf(people: readonly Person[], colours: ReadonlyMap<number, Hue>, g: Geometry): Layout {
  return {
    g,
    lanes: new Map(people.map((p, i) => [p.channel, i])),
    hues: people.map((p) => colours.get(p.channel) ?? "ink"),
  };
}

export class StripView {
  readonly #ctx: Context;
  readonly #layout: Layout;
  readonly #palette: Palette;
  #items: Items = new Map();
  #paint: Paint;
  #ring: Ring;
  #words: Words;
  #shown = NaN;

  /** Sizes canvas for layout. live: its right edge is the present, and is called "now". */
  constructor(canvas: HTMLCanvasElement, layout: Layout, live: boolean) {
    canvas.width = layout.g.width;
    canvas.height = layout.g.height;
    const ctx = canvas.getContext("2d");
    if (!ctx) throw new Error("this browser draws no canvas");
    this.#ctx = ctx;
    this.#layout = layout;
    this.#palette = readPalette(canvas);
    this.#paint = {
      g: layout.g,
      palette: this.#palette,
      scene: sceneOf([], layout.lanes),
      hues: layout.hues,
      gridMs: gridMs(layout.g),
    };
    this.#ring = new Ring(this.#paint);
    this.#words = wordsFor(ctx, this.#paint, live);
  }

  /** Shows items from now on; what has not changed is not painted again. */
  update(items: Items): void {
    if (items === this.#items) return;
    const stretch = changed(this.#items, items);
    this.#items = items;
    this.#paint.scene = sceneOf(items.values(), this.#layout.lanes);
    if (stretch.to <= stretch.from) return;
    this.#ring.invalidate(column(this.#layout.g, stretch.from), column(this.#layout.g, stretch.to));
    this.#shown = NaN;
  }

  /** Draws the strip with session time now (ms) at its right edge. A frame that would look the same is not drawn. */
  draw(now: number): boolean {
    const { g } = this.#layout;
    const at = Math.round(column(g, now));
    if (at === this.#shown) return false;
    this.#shown = at;
    this.#ctx.clearRect(0, 0, g.width, g.height);
    beds(this.#ctx, this.#paint);
    this.#ring.show(this.#ctx, at);
    write(this.#ctx, this.#words, at - g.width);
    return true;
  }
}
