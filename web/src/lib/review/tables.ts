// A review as tables: what the lanes and the drawings below them show.

import type { Moment, MomentKind, Review, Stretch } from "./protocol";

export interface Table {
  caption: string;
  head: string[];
  rows: string[][];
}

interface Words {
  clock: (ms: number) => string;
  seconds: (ms: number) => string;
}

type NameOf = (channel: number) => string;

/** Captions of the tables of moments, and what the columns of people are called. */
const KINDS: [MomentKind, string, string, string][] = [
  ["taken", "Floors taken in overlap", "Came in", "Was speaking"],
  ["kept", "Overlaps, floor kept", "Came in", "Was speaking"],
  ["undecided", "Overlaps, undecided", "Came in", "Was speaking"],
  ["silence", "Silences", "Spoke first", "Spoke before"],
  ["mark", "Marks", "", ""],
];

/** The tables, in the order of the screen. */
export function tables(r: Review, nameOf: NameOf, w: Words): Table[] {
  return [
    stretches(r, "Turns", (l) => l.floor, nameOf, w),
    ...KINDS.map(([kind, caption, who, other]) =>
      moments(
        caption,
        r.moments.filter((m) => m.kind === kind),
        [who, other],
        nameOf,
        w,
      ),
    ),
    stretches(r, "Unknown stretches", (l) => l.unknown, nameOf, w),
    stretches(r, "Short signals", (l) => l.backchannels, nameOf, w),
    ...described(r, w),
    drift(r, nameOf, w),
    waits(r, nameOf, w),
  ].map((t) => ({ ...t, caption: `${t.caption}: ${t.rows.length}` }));
}

function stretches(
  r: Review,
  caption: string,
  of: (lane: Review["lanes"][number]) => readonly Stretch[],
  nameOf: NameOf,
  w: Words,
): Table {
  const all = r.lanes.flatMap((lane) => of(lane).map(([from, to]) => ({ from, to, channel: lane.channel })));
  const rows = all
    .sort((a, b) => a.from - b.from)
    .map(({ from, to, channel }) => [w.clock(from), w.seconds(to - from), nameOf(channel)]);
  return { caption, head: ["Start", "Length", "Speaker"], rows };
}

function moments(caption: string, all: Moment[], people: [string, string], nameOf: NameOf, w: Words): Table {
  const said = (m: Moment) => (m.correction ? `${m.text}. ${m.correction.text}` : m.text);
  if (people[0] === "") {
    return { caption, head: ["Time", "What"], rows: all.map((m) => [w.clock(m.at_ms), said(m)]) };
  }
  const rows = all.map((m) => [
    ...[w.clock(m.start_ms), w.seconds(m.end_ms - m.start_ms)],
    ...[nameOf(m.channel), nameOf(m.other), said(m)],
  ]);
  return { caption, head: ["Start", "Length", ...people, "What"], rows };
}

/** What people said of stretches. */
function described(r: Review, w: Words): Table[] {
  const head = ["Start", "End", "Name", "By"];
  return [
    {
      caption: "Not conversation",
      head,
      rows: r.excluded.map((e) => [w.clock(e.start_ms), w.clock(e.end_ms), e.text, e.by]),
    },
    {
      caption: "Phases",
      head,
      rows: r.phases.map((p) => [w.clock(p.start_ms), w.clock(p.end_ms), p.name, p.by]),
    },
  ];
}

function drift(r: Review, nameOf: NameOf, w: Words): Table {
  const rows = r.drift.steps.flatMap((s) =>
    s.people.map((p) => [
      ...[`${w.clock(s.start_ms)}–${w.clock(s.end_ms)}`, nameOf(p.channel)],
      p.share === null ? "too little speech" : `${Math.round(100 * p.share)} %`,
      ...[String(p.taken), String(p.broken)],
    ]),
  );
  return {
    caption: "Balance over the session",
    head: ["Stretch", "Person", "Talk share", "Floors taken in overlap", "Silences broken"],
    rows,
  };
}

function waits(r: Review, nameOf: NameOf, w: Words): Table {
  const rows = r.entering.map((e) => [
    ...[nameOf(e.channel), nameOf(e.other), String(e.entered), String(e.pauses)],
    e.median_ms === null ? "too few" : w.seconds(e.median_ms),
  ]);
  return {
    caption: "Entering the other’s pauses",
    head: ["Person", "After the talk of", "Entered", "Silences", "Median wait"],
    rows,
  };
}
