// What all that draws on the strip is handed.

import type { Geometry } from "./geometry";
import type { Palette } from "./palette";
import type { Scene } from "./scene";
import type { Hue } from "../people";

export type Context = CanvasRenderingContext2D;

/** What a stretch is drawn with. */
export interface Paint {
  g: Geometry;
  palette: Palette;
  scene: Scene;
  /** Of each lane. */
  hues: readonly Hue[];
  /** Distance of the vertical lines (ms). */
  gridMs: number;
}
