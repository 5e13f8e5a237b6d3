// What all that draws on the lanes of a review is handed.

import type { Palette } from "../strip/palette";
import { GLYPHS } from "./glyphs";
import type { Layout } from "./layout";
import type { ChipKind } from "./protocol";
import type { Scene } from "./scene";
import type { Window } from "./window";

export type Context = CanvasRenderingContext2D;

/** What a frame is drawn with. */
export interface Paint {
  ctx: Context;
  l: Layout;
  palette: Palette;
  scene: Scene;
  view: Window;
  glyphs: Glyphs;
}

/** Paths of the signs, made once. */
export type Glyphs = Map<ChipKind, { fill: Path2D | null; stroke: Path2D | null }>;

export function glyphPaths(): Glyphs {
  const made = (d: string | undefined) => (d ? new Path2D(d) : null);
  return new Map(
    Object.entries(GLYPHS).map(([kind, g]) => [
      kind as ChipKind,
      { fill: made(g.fill), stroke: made(g.stroke) },
    ]),
  );
}

/** The place (px) of session time t. */
export const x = (p: Paint, t: number): number => ((t - p.view.from) / (p.view.to - p.view.from)) * p.l.width;
