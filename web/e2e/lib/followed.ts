// Made-up trends over n sessions, always the same.

import type { Figure, FollowedGoal, Trends, TrendPoint } from "../../src/lib/trends/protocol";

const MEASURES: [measure: string, label: string, unit: string, scale: string, usual: number, wide: number][] =
  [
    ["talk_share", "Talk share", "%", "1 is an equal part of what everybody has", 0.36, 0.05],
    ["floor_share", "Share of the floor", "%", "1 is an equal part of what everybody has", 0.34, 0.06],
    ["median_turn", "Median turn", "s", "", 9, 2],
    ["floor_taken_in_overlap", "Took the floor in overlap", "/min", "", 0.3, 0.16],
    ["stopped_in_overlap", "Stopped in overlaps that others began", "%", "", 0.4, 0.2],
    ["silences_broken", "Broke silences", "%", "1 is an equal part of what everybody has", 0.6, 0.14],
    ["silence_tolerance", "Waited in silence, median", "s", "", 3.4, 0.9],
    ["median_latency", "Response latency, median", "s", "", 0.3, 0.3],
    ["backchannels", "Short signals", "/min", "", 2.2, 0.5],
    ["silence_share", "Time in which nobody spoke", "%", "", 0.18, 0.03],
  ];

/** A number from -1 to 1 that looks random. */
const wander = (i: number, k: number) => Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1)) ** 3;

export function session(i: number): TrendPoint["session"] {
  const started = new Date(Date.UTC(2026, 0, 12, 9) + i * 86_400_000 * 6);
  return {
    id: `s${i}`,
    title: `Session ${i + 1}`,
    started_at: started.toISOString(),
    length_ms: 1_928_000 + i * 31_000,
    place: "room",
    size: 2,
  };
}

function written(value: number, unit: string): string {
  if (unit === "%") return `${Math.round(100 * value)} %`;
  return unit === "s"
    ? `${value.toFixed(1).replace("-0.0", "0.0").replace("-", "−")} s`
    : `${value.toFixed(2)} a minute`;
}

function figure(i: number, k: number): Figure {
  const [, , unit = "", , usual = 0, wide = 0] = MEASURES[k] ?? [];
  const state = (i + k) % 11 === 4 ? "collecting" : (i + k) % 7 === 2 ? "tentative" : "shown";
  const value = usual + wide * wander(i, k) * 1.4;
  const spread = wide * (state === "tentative" ? 1.6 : 0.8);
  const interval: [number, number] = [value - spread, value + spread];
  if (unit !== "s") interval[0] = Math.max(0, interval[0]);
  if (unit === "%") interval[1] = Math.min(1, interval[1]);
  return { value, interval, count: 20, of: 400, state, text: written(value, unit) };
}

/** A goal over n sessions, which go through the states in steps. */
function goal(
  n: number,
  id: string,
  part: Partial<FollowedGoal["goal"]>,
  words: [string, string],
  by: number,
) {
  const states = ["reached", "not_reached", "unclear", "few"] as const;
  return {
    goal: {
      ...{ id, person: "Ada", role: "coach", by: "coach", set_at: "2026-02-03T09:00:00Z" },
      ...{ measure: "silence", text: "", ...part },
    },
    text: words[0],
    points: Array.from({ length: n }, (_, i) => ({
      ...{ session: session(i), value: 0.6, interval: [0.4, 0.8] as [number, number], count: 6, of: 9 },
      ...{ state: states[(i * by) % 4] ?? "few", text: words[1] },
    })),
  };
}

function series(n: number, k: number): Trends["series"][number] {
  const [measure = "", label = "", unit = "", scale = ""] = MEASURES[k] ?? [];
  const lapsed = measure === "silences_broken" && n > 1;
  const points = Array.from({ length: n }, (_, i) => {
    const f = figure(i, k);
    return {
      ...{ session: session(i), figure: f, normal_interval: f.interval },
      normal: scale && f.value !== null ? 2 * f.value : f.value,
    };
  });
  const reason = "Silences count from 2.0 s in it, from 3.0 s in the latest";
  return {
    ...{ measure, label, unit, scale },
    points: points.filter((_, i) => !lapsed || i !== 1),
    left_out: lapsed ? [{ session: session(1), reason }] : [],
  };
}

export function followed(n: number, part: Partial<Trends> = {}): Trends {
  const range = { measure: "talk_share", at_least: 0.25, at_most: 0.4 };
  return {
    ...{ type: "trends", role: "coach", name: "Ada", place: "room", waiting: 0 },
    text: `${n === 1 ? "1 session" : `${n} sessions`} in one room; 2 left out`,
    left_out: [
      {
        session: { ...session(40), title: "By phone", place: "remote" },
        reason: "It was remote, the others in one room: what is usual differs",
      },
      { session: { ...session(41), title: "Today" }, reason: "It is being recorded" },
    ],
    series: MEASURES.map((_, k) => series(n, k)),
    goals: [
      goal(n, "g1", { at_least: 5 }, ["Let silences run to 5 s", "6 of 9 silences ran to 5 s"], 7),
      goal(n, "g2", range, ["Talk share from 25 % to 40 %", "36 %"], 5),
    ],
    people: [
      { name: "Ada", sessions: n + 1 },
      { name: "Tom", sessions: 3 },
    ],
    ...part,
  };
}
