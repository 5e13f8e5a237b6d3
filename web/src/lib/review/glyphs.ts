// The sign of each kind of moment, on a square of 16: chips, lists and lanes draw the same.

import type { ChipKind } from "./protocol";

export interface Glyph {
  /** Path that is filled, and path that is stroked with a line of 1.5. */
  fill?: string;
  stroke?: string;
}

export const GLYPHS: Record<ChipKind, Glyph> = {
  taken: { fill: "M2.5 4h11L8 13z" },
  kept: {
    fill: "M4 1.5h2v2H4zM4 5.2h2v2H4zM4 8.8h2v2H4zM4 12.5h2v2H4zM10 1.5h2v2h-2zM10 5.2h2v2h-2zM10 8.8h2v2h-2zM10 12.5h2v2h-2z",
  },
  undecided: { stroke: "M3 4.8h10L8 12.6z" },
  silence: { stroke: "M1.75 5v7M1.75 8.5H13", fill: "M9 8.5h7l-3.5-5z" },
  turn: {
    fill: "M3 5.5h10a1.5 1.5 0 0 1 1.5 1.5v2a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 9V7A1.5 1.5 0 0 1 3 5.5z",
  },
  unknown: { stroke: "M1 12.5 5 3.5M5 12.5 9 3.5M9 12.5l4-9M13 12.5l2-4.5" },
  mark: { fill: "M4 2h1.5v12H4zM6.2 2.4 13 5.4l-6.8 3z" },
  note: { stroke: "M2.75 2.75h10.5v6.5l-4 4h-6.5zM13.25 9.25h-4v4" },
};
