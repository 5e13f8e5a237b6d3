// How much of each bin of time is covered by stretches, at several widths of bins. It is what is drawn when single
// stretches would be narrower than a pixel: the work is bounded by the width of the screen, whatever the session is.

import type { Stretch } from "./protocol";

/** Width of the finest bins (ms); each level's bins are twice as wide as those below. */
const FINEST_MS = 500;

export interface Level {
  readonly binMs: number;
  /** Covered part of each bin, 0 to 1. */
  readonly parts: Float32Array;
}

export class Coverage {
  readonly #levels: Level[];

  constructor(stretches: readonly Stretch[], lengthMs: number) {
    let level = finest(stretches, lengthMs);
    this.#levels = [level];
    while (level.parts.length > 1) {
      level = coarser(level);
      this.#levels.push(level);
    }
  }

  /** The level whose bins are the widest that are not wider than ms. */
  level(ms: number): Level {
    return this.#levels.findLast((l) => l.binMs <= ms) ?? (this.#levels[0] as Level);
  }
}

function finest(stretches: readonly Stretch[], lengthMs: number): Level {
  const parts = new Float32Array(Math.max(1, Math.ceil(lengthMs / FINEST_MS)));
  for (const [start, end] of stretches) {
    for (let i = Math.floor(start / FINEST_MS); i * FINEST_MS < end && i < parts.length; i++) {
      const from = Math.max(start, i * FINEST_MS);
      const to = Math.min(end, (i + 1) * FINEST_MS);
      parts[i] = Math.min(1, (parts[i] ?? 0) + (to - from) / FINEST_MS);
    }
  }
  return { binMs: FINEST_MS, parts };
}

function coarser({ binMs, parts }: Level): Level {
  const half = new Float32Array(Math.ceil(parts.length / 2));
  for (let i = 0; i < half.length; i++) half[i] = ((parts[2 * i] ?? 0) + (parts[2 * i + 1] ?? 0)) / 2;
  return { binMs: binMs * 2, parts: half };
}
