// A made-up review of any length, always the same: for what golden files are too small for.

import type { Moment, Review, Stretch } from "../../src/lib/review/protocol";
import { golden } from "./golden";

/** The golden review as it stands in its file. */
export const reviewed = (): Review => golden("review-pair");

/** Numbers from 0 to 1 that look random: a linear congruential generator with the constants of Numerical Recipes. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

const NAMES = ["coach", "client"] as const;
const TITLES = ["Coach", "Client"] as const;

/** A talk of two people that takes lengthMs. */
export function generated(lengthMs: number, seed = 7): Review {
  const r = structuredClone(reviewed());
  const talk = converse(lengthMs, numbers(seed));
  const agreed = r.agreement.lapse_ms;
  const moments = talk.moments.sort((a, b) => a.at_ms - b.at_ms);
  const counts = r.counts.map((c) => {
    const n = c.kind === "note" ? 1 : moments.filter((m) => m.kind === c.kind).length;
    return { ...c, count: n, corrected: 0, text: String(n) };
  });
  const [first] = moments.filter((m) => m.kind === "taken");
  const note = r.notes[0];
  if (first && note) {
    first.notes = [note.seq];
    r.notes = [{ ...note, moment: first.id, start_ms: first.at_ms, end_ms: first.at_ms }];
  }
  return {
    ...r,
    session: { ...r.session, length_ms: lengthMs, known_ms: lengthMs - 23_000, paused_ms: 0 },
    lanes: talk.lanes.map((l) => ({
      ...l,
      unknown: l.channel === 1 ? [[461_000, 484_000]] : [],
      paused: [],
    })),
    moments,
    counts,
    pauses: {
      ...r.pauses,
      list: talk.pauses,
      count: talk.pauses.filter(([a, b]) => b - a >= agreed).length,
      text: `${talk.pauses.filter(([a, b]) => b - a >= agreed).length} of ${talk.pauses.length} pauses count. Agreed: 3.0 s`,
    },
    balance: { ...r.balance, rows: balanced(r, moments) },
    drift: { ...r.drift, steps: drifting(r, lengthMs, moments) },
    excluded: [],
    phases: [],
    marks: [],
    log: [],
  };
}

interface Talk {
  lanes: Review["lanes"];
  moments: Moment[];
  pauses: Review["pauses"]["list"];
}

function converse(lengthMs: number, random: () => number): Talk {
  const between = (lo: number, hi: number) => Math.round(lo + random() * (hi - lo));
  const lane = (channel: number) => ({
    ...{ channel, unknown: [], paused: [] },
    ...{ speech: [] as Stretch[], backchannels: [] as Stretch[], floor: [] as Stretch[] },
  });
  const talk: Talk = { lanes: [lane(0), lane(1)], moments: [], pauses: [] };
  let t = 2000;
  let who = 0;
  while (t < lengthMs - 40_000) {
    const turn = who === 0 ? between(4000, 18_000) : between(8000, random() < 0.1 ? 80_000 : 40_000);
    const start = t;
    speak(talk, who, start, start + turn, random);
    t += turn;
    if (turn >= 60_000) talk.moments.push(momentOf("turn", who, 1 - who, start, t));
    if (random() < 0.5) {
      const at = between(start, t);
      talk.lanes[1 - who]?.backchannels.push([at, at + 350]);
    }
    const came = random();
    if (came < 0.25) {
      const kind = came < 0.1 ? "taken" : came < 0.22 ? "kept" : "undecided";
      const over = between(500, 1500);
      talk.moments.push(momentOf(kind, 1 - who, who, t - over, t));
      if (kind === "taken") t -= over;
      else talk.lanes[1 - who]?.speech.push([t - over, t]);
    } else {
      const pause = came < 0.4 ? between(3000, 7000) : between(200, 1800);
      if (pause >= 1000) talk.pauses.push([t, t + pause, 1 - who, who]);
      if (pause >= 3000) talk.moments.push(momentOf("silence", 1 - who, who, t, t + pause));
      t += pause;
    }
    who = 1 - who;
  }
  talk.moments.push(momentOf("unknown", 1, -1, 461_000, 484_000));
  return talk;
}

/** Speech in pieces, with short breaths between. */
function speak(talk: Talk, who: number, start: number, end: number, random: () => number): void {
  const lane = talk.lanes[who];
  lane?.floor.push([start, end]);
  for (let t = start; t < end;) {
    const piece = Math.min(end, t + 1500 + random() * 6000);
    lane?.speech.push([Math.round(t), Math.round(piece)]);
    t = piece + 450 + random() * 500;
  }
}

function momentOf(kind: Moment["kind"], channel: number, other: number, start: number, end: number): Moment {
  const [a, b] = [TITLES[channel] ?? "", NAMES[other] ?? ""];
  const long = `${((end - start) / 1000).toFixed(1)} s`;
  const texts: Record<Moment["kind"], string> = {
    taken: `${a} took the floor in overlap, ${long}`,
    kept: `Overlap, ${b} kept the floor`,
    undecided: "Overlap, both stopped",
    silence: `Silence of ${long}, broken by ${NAMES[channel]}`,
    turn: `${a} held the floor for ${Math.floor((end - start) / 60_000)}:${String(Math.floor((end - start) / 1000) % 60).padStart(2, "0")}`,
    unknown: `${a}’s signal lost for 23 s`,
    mark: "Marked",
  };
  const body = { channel, at_ms: start };
  const overlap = kind === "taken" || kind === "kept" || kind === "undecided";
  return {
    anchor: { family: overlap ? "overlap" : kind, channel, at_ms: start },
    ...{ id: `${overlap ? "overlap" : kind}-${channel}-${start}`, kind, channel, other, text: texts[kind] },
    ...{ at_ms: start, start_ms: start, end_ms: end, state: "measured", notes: [] },
    term: kind === "silence" ? "breaking_silences" : kind === "turn" ? "holding_floor" : "taking_floor",
    detail: overlap ? `Spoke over the ${b} for ${long}, then held the floor` : "",
    evidence: [
      { label: "Length", value: long },
      { label: "Who went on", value: a },
    ],
    offers: overlap
      ? [
          { kind: "not_interruption", key: "X", text: "Not an interruption", body },
          { kind: "backchannel", key: "B", text: "A back-channel, floor not taken", body },
          {
            kind: "swap",
            key: "S",
            text: "Swap speakers here",
            body: { channels: [channel, other], from_ms: start },
          },
        ]
      : [],
  };
}

function balanced(r: Review, moments: Moment[]): Review["balance"]["rows"] {
  const units = (kind: Moment["kind"]) =>
    moments.filter((m) => m.kind === kind).map((m) => ({ channel: m.channel, moment: m.id, ms: 0 }));
  const of = (all: { channel: number }[]) => [0, 1].map((c) => all.filter((u) => u.channel === c).length);
  const [taken, broken] = [units("taken"), units("silence")];
  const [ct = 0, lt = 0] = of(taken);
  const [cb = 0, lb = 0] = of(broken);
  return r.balance.rows.map((row) => {
    if (row.id === "taking_floor") {
      const evidence = `Coach **${ct}**, client **${lt}**; direction from 8`;
      return { ...row, ...lean("tentative", "Tentative", lt / (ct + lt), 0.18), evidence, units: taken };
    }
    if (row.id === "breaking_silences") {
      const evidence = `Coach broke **${cb} of ${cb + lb}** silences of 3 s and more`;
      return { ...row, ...lean("shown", "Leans to coach", lb / (cb + lb), 0.12), evidence, units: broken };
    }
    return row;
  });
}

const lean = (state: "tentative" | "shown", status: string, position: number, half: number) => ({
  ...{ state, status, position, direction: state === "shown" ? ("left" as const) : ("" as const) },
  interval: [Math.max(0, position - half), Math.min(1, position + half)] as [number, number],
});

function drifting(r: Review, lengthMs: number, moments: Moment[]): Review["drift"]["steps"] {
  const step = r.drift.step_ms;
  return Array.from({ length: Math.ceil(lengthMs / step) }, (_, i) => {
    const [start, end] = [i * step, Math.min(lengthMs, (i + 1) * step)];
    const here = moments.filter((m) => m.at_ms >= start && m.at_ms < end);
    const count = (kind: Moment["kind"], c: number) =>
      here.filter((m) => m.kind === kind && m.channel === c).length;
    const share = i === 2 ? null : 0.34 + 0.14 * Math.sin(i * 1.3);
    return {
      ...{ start_ms: start, end_ms: end, known_ms: end - start },
      silences: here.filter((m) => m.kind === "silence").length,
      people: [0, 1].map((c) => ({
        ...{ channel: c, speech_ms: share === null ? 20_000 : 100_000 },
        share: share === null ? null : c === 0 ? share : 1 - share,
        taken: count("taken", c),
        broken: count("silence", c),
      })),
    };
  });
}
