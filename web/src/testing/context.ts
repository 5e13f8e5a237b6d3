// A canvas context that draws nothing and remembers what it was told.

import { vi } from "vitest";

export interface Call {
  name: string;
  args: unknown[];
  fill: unknown;
}

export interface Recorded {
  ctx: CanvasRenderingContext2D;
  calls: Call[];
}

/** A context whose calls are recorded, with the fill that held then. Text is 6 px a letter. */
export function recorder(): Recorded {
  const calls: Call[] = [];
  const state: Record<string, unknown> = {};
  const ctx = new Proxy(state, {
    get(_, name: string) {
      if (name === "measureText") return (text: string) => ({ width: text.length * 6 });
      if (name in state) return state[name];
      return (...args: unknown[]) => void calls.push({ name, args, fill: state.fillStyle });
    },
    set(_, name: string, value) {
      state[name] = value;
      return true;
    },
  });
  return { ctx: ctx as unknown as CanvasRenderingContext2D, calls };
}

/** Gives every canvas a recorder of its own, oldest first. */
export function recordCanvases(): Recorded[] {
  const all: Recorded[] = [];
  const known = new WeakMap<object, Recorded>();
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(function (this: object) {
    const found = known.get(this) ?? recorder();
    if (!known.has(this)) all.push(found);
    known.set(this, found);
    return found.ctx as never;
  });
  return all;
}
