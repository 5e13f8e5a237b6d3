// What is on the strip, sorted for drawing. It is made anew when items change, not when the time goes on.

import type { StripItem } from "../protocol";
import { seconds } from "../format";

/** Gaps of one speaker shorter than this (ms) are drawn closed. Only the drawing closes them. */
export const CLOSED_MS = 420;

/** A stretch of one lane. end is Infinity while it goes on. */
export interface Block {
  lane: number;
  start: number;
  end: number;
}

/** An overlap: the lane that came in, the one spoken into. */
export interface Tie extends Block {
  other: number;
  taken: boolean;
}

/** Something with words; the words are ready to be drawn. */
export interface Labelled extends Block {
  label: string;
}

export interface Scene {
  speech: Block[];
  backchannels: Block[];
  unknown: Labelled[];
  paused: Labelled[];
  ties: Tie[];
  silences: Labelled[];
  marks: Labelled[];
}

/** The scene of items; lanes gives the lane of a channel, channels without one are not drawn. */
export function sceneOf(items: Iterable<StripItem>, lanes: ReadonlyMap<number, number>): Scene {
  const scene: Scene = {
    speech: [],
    backchannels: [],
    unknown: [],
    paused: [],
    ties: [],
    silences: [],
    marks: [],
  };
  for (const item of items) place(scene, item, lanes);
  scene.speech = closed(scene.speech);
  return scene;
}

function place(scene: Scene, item: StripItem, lanes: ReadonlyMap<number, number>): void {
  const start = item.start_ms;
  const end = item.open ? Infinity : item.end_ms;
  if (item.kind === "mark") {
    scene.marks.push({ lane: -1, start, end: start, label: item.text });
    return;
  }
  if (item.kind === "paused") {
    scene.paused.push({ lane: -1, start, end, label: "paused" });
    return;
  }
  if (item.kind === "unknown" && item.channel < 0) {
    for (const lane of lanes.values()) scene.unknown.push({ lane, start, end, label: "unknown" });
    return;
  }
  const lane = lanes.get(item.channel);
  if (lane === undefined) return;
  const block = { lane, start, end };
  if (item.kind === "speech") scene.speech.push(block);
  if (item.kind === "backchannel") scene.backchannels.push(block);
  if (item.kind === "unknown") scene.unknown.push({ ...block, label: "unknown" });
  if (item.kind === "silence") scene.silences.push({ ...block, label: seconds(item.end_ms - start) });
  const other = lanes.get(item.other);
  if (item.kind === "overlap" && other !== undefined) scene.ties.push({ ...block, other, taken: item.taken });
}

/** blocks by lane and time, those of a lane that nearly touch made one. */
function closed(blocks: Block[]): Block[] {
  const sorted = blocks.sort((a, b) => a.lane - b.lane || a.start - b.start);
  const out: Block[] = [];
  for (const block of sorted) {
    const last = out[out.length - 1];
    if (last && last.lane === block.lane && block.start - last.end < CLOSED_MS) {
      last.end = Math.max(last.end, block.end);
    } else {
      out.push({ ...block });
    }
  }
  return out;
}
