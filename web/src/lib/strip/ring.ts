// The strip's off-screen layer: a ring of as many columns as the strip is wide. New columns are painted over the
// oldest ones, so that the passing of time costs only what is new; two copies bring it to the screen.

import { OVERHANG, paint } from "./paint";
import type { Context, Paint } from "./tools";
import { px } from "./geometry";

export class Ring {
  readonly #canvas: HTMLCanvasElement;
  readonly #ctx: Context;
  readonly #paint: Paint;
  #paintedTo = -Infinity;
  #dirtyFrom = Infinity;
  #dirtyTo = -Infinity;

  constructor(p: Paint) {
    this.#canvas = document.createElement("canvas");
    this.#canvas.width = p.g.width;
    this.#canvas.height = p.g.height;
    const ctx = this.#canvas.getContext("2d");
    if (!ctx) throw new Error("this browser draws no canvas");
    this.#ctx = ctx;
    this.#paint = p;
  }

  /** The columns from one to another have to be painted again, with what hangs over. */
  invalidate(from: number, to: number): void {
    const edge = px(this.#paint.g, OVERHANG) * 2;
    this.#dirtyFrom = Math.min(this.#dirtyFrom, Math.floor(from) - edge);
    this.#dirtyTo = Math.max(this.#dirtyTo, Math.ceil(to) + edge);
  }

  /** Paints what is missing up to column now (a whole number) and copies the columns before now to target. */
  show(target: Context, now: number): void {
    const { width, height } = this.#paint.g;
    const oldest = now - width;
    this.#refresh(oldest, now);
    const at = mod(oldest, width);
    const rest = width - at;
    target.drawImage(this.#canvas, at, 0, rest, height, 0, 0, rest, height);
    if (at > 0) target.drawImage(this.#canvas, 0, 0, at, height, rest, 0, at, height);
  }

  #refresh(oldest: number, now: number): void {
    if (now !== this.#paintedTo) {
      // A block that goes on has a rounded end: the last columns are painted again with the new ones. When time goes
      // back, which a lost connection does, the oldest columns are gone and all are painted again.
      this.invalidate(now < this.#paintedTo ? oldest : Math.max(oldest, this.#paintedTo), now);
      this.#paintedTo = now;
    }
    this.#paintTurns(Math.max(oldest, this.#dirtyFrom), Math.min(now, this.#dirtyTo), now);
    this.#dirtyFrom = Infinity;
    this.#dirtyTo = -Infinity;
  }

  /** A stretch may go round the end of the ring: each turn is painted by itself. */
  #paintTurns(from: number, to: number, now: number): void {
    const { width } = this.#paint.g;
    for (let at = from; at < to;) {
      const turn = Math.floor(at / width);
      const end = Math.min(to, (turn + 1) * width);
      this.#ctx.setTransform(1, 0, 0, 1, -turn * width, 0);
      paint(this.#ctx, this.#paint, at, end, now);
      at = end;
    }
  }
}

function mod(n: number, m: number): number {
  return ((n % m) + m) % m;
}
