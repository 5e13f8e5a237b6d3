// What is on the lanes of a review, sorted for drawing. It is made when the review changes, not when the view moves.

import { seconds } from "../format";
import type { Hue } from "../people";
import { CLOSED_MS } from "../strip/scene";
import { Coverage } from "./coverage";
import type { ChipKind, Lane, Moment, Review, Stretch } from "./protocol";

export interface LaneScene {
  hue: Hue;
  /** Speech, what nearly touches made one. */
  speech: Stretch[];
  coverage: Coverage;
  backchannels: Stretch[];
  floor: Stretch[];
  unknown: Stretch[];
}

/** Something with a start, an end and words. */
export interface Labelled {
  start: number;
  end: number;
  label: string;
}

/** An overlap: the lane that came in, the one spoken into. */
export interface Tie {
  start: number;
  end: number;
  lane: number;
  other: number;
  kind: "taken" | "kept" | "undecided";
  struck: boolean;
}

/** A silence; lane is that of who spoke first. */
export interface Silence extends Labelled {
  lane: number;
  struck: boolean;
}

/** A sign in a row below the lanes. */
export interface Sign {
  at: number;
  start: number;
  end: number;
  kind: ChipKind;
  struck: boolean;
  id: string;
}

export interface Scene {
  lanes: LaneScene[];
  covers: Labelled[]; // of all lanes: paused, or no conversation
  ties: Tie[];
  silences: Silence[];
  signs: Sign[];
  notes: Sign[];
  phases: Labelled[];
  marks: Labelled[];
  /** Longest of what may overlap (ms): how far before the view something in it can start. */
  longest: number;
}

export function sceneOf(r: Review, colours: ReadonlyMap<number, Hue>, moments: readonly Moment[]): Scene {
  const laneOf = new Map(r.lanes.map((l, i) => [l.channel, i]));
  const ties: Tie[] = [];
  const silences: Silence[] = [];
  for (const m of r.moments) {
    const lane = laneOf.get(m.channel);
    if (lane === undefined) continue;
    const part = { start: m.start_ms, end: m.end_ms, lane, struck: m.state === "corrected" };
    const other = laneOf.get(m.other);
    if (m.kind === "silence") silences.push({ ...part, label: seconds(m.end_ms - m.start_ms) });
    if (other === undefined) continue;
    if (m.kind === "taken" || m.kind === "kept" || m.kind === "undecided")
      ties.push({ ...part, other, kind: m.kind });
  }
  const length = r.session.length_ms;
  return {
    lanes: r.lanes.map((l) => laneScene(l, colours.get(l.channel) ?? "ink", length)),
    covers: coversOf(r),
    ties: ties.sort(byStart),
    silences: silences.sort(byStart),
    signs: moments.map(sign).sort((a, b) => a.at - b.at),
    notes: notesOf(r),
    phases: r.phases.map((p) => ({ start: p.start_ms, end: p.end_ms, label: p.name })).sort(byStart),
    marks: r.marks.map((m) => ({ start: m.at_ms, end: m.at_ms, label: m.text })).sort(byStart),
    longest: Math.max(0, ...[...ties, ...silences].map((e) => e.end - e.start)),
  };
}

const byStart = (a: { start: number }, b: { start: number }) => a.start - b.start;

const sign = (m: Moment): Sign => ({
  at: m.at_ms,
  start: m.start_ms,
  end: m.end_ms,
  kind: m.kind,
  struck: m.state === "corrected",
  id: m.id,
});

/** Threads, where they begin. */
function notesOf(r: Review): Sign[] {
  return r.notes
    .filter((n) => n.reply_to === 0)
    .map((n): Sign => ({
      at: n.start_ms,
      start: n.start_ms,
      end: n.end_ms,
      kind: "note",
      struck: false,
      id: String(n.seq),
    }))
    .sort((a, b) => a.at - b.at);
}

function laneScene(l: Lane, hue: Hue, lengthMs: number): LaneScene {
  const { backchannels, floor, unknown } = l;
  return {
    hue,
    speech: closed(l.speech),
    coverage: new Coverage(l.speech, lengthMs),
    backchannels,
    floor,
    unknown,
  };
}

/** stretches in order, gaps that are too short to be drawn closed. */
export function closed(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const [start, end] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = out[out.length - 1];
    if (last && start - last[1] < CLOSED_MS) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

/** Stretches that are not measured, once each, with the reason where somebody gave one. */
function coversOf(r: Review): Labelled[] {
  const out = new Map<string, Labelled>();
  for (const lane of r.lanes) {
    for (const [start, end] of lane.paused) {
      const said = r.excluded.find((e) => e.start_ms < end && e.end_ms > start);
      out.set(`${start}-${end}`, { start, end, label: said?.text || (said ? "not conversation" : "paused") });
    }
  }
  return [...out.values()].sort(byStart);
}
