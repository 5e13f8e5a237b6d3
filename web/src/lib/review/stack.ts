// The stack of all pauses over the silence slider: a block a pause, each over its length.

import type { Pauses } from "./protocol";

interface Frame {
  /** Lengths at the ends of the slider, and where it stands (ms). */
  from: number;
  to: number;
  at: number;
  /** px */
  width: number;
  height: number;
}

/** Width of a column, with the room to the next (px). */
const COLUMN = 10;
const ROOM = 1.5;
/** Height of a block (px), as long as the highest column has room for it. */
const BLOCK = 5;

/** Paths of the blocks: of those that do not count, and of those that do. The last column has what is longer, too. */
export function stack(list: Pauses["list"], f: Frame): { less: string; more: string } {
  const columns = Math.max(1, Math.floor(f.width / COLUMN));
  const wide = f.width / columns;
  const held: number[][] = Array.from({ length: columns }, () => []);
  for (const [start, end] of list) {
    const ms = end - start;
    const part = (ms - f.from) / (f.to - f.from);
    held[Math.min(columns - 1, Math.max(0, Math.floor(part * columns)))]?.push(ms);
  }
  const most = Math.max(1, ...held.map((c) => c.length));
  const high = Math.min(BLOCK, f.height / most);
  const room = high >= 3 ? 1 : 0;
  const paths = { less: "", more: "" };
  held.forEach((lengths, i) => {
    lengths.sort((a, b) => a - b);
    lengths.forEach((ms, n) => {
      const block = rect(i * wide, f.height - (n + 1) * high, wide - ROOM, high - room);
      if (ms >= f.at) paths.more += block;
      else paths.less += block;
    });
  });
  return paths;
}

const rect = (x: number, y: number, w: number, h: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}h${w.toFixed(1)}v${h.toFixed(1)}h${(-w).toFixed(1)}z`;
