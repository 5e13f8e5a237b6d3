// A made-up comparison, always the same.

import type { Comparison, ComparisonRow, Figure } from "../../src/lib/trends/protocol";
import { followed, session } from "./followed";

/** Two sessions side by side; apart: of other places, so that nothing is compared. */
export function compared(apart: boolean): Comparison {
  const { series } = followed(2);
  const row = (role: string, k: number): ComparisonRow => {
    const t = series[k];
    const [p, q] = [t?.points[0]?.figure, t?.points[1]?.figure ?? t?.points[0]?.figure] as [Figure, Figure];
    const b: Figure = k === 0 && q.value !== null ? shift(q, 0.17) : q;
    const few = p.state === "collecting" || b.state === "collecting";
    const state = apart ? "mixed" : few ? "few" : k === 0 ? "apart" : "together";
    const words = {
      mixed: "not compared",
      few: "too little to compare",
      apart: "the intervals lie apart",
      together: "the intervals meet, so no difference is told",
    }[state];
    return {
      measure: t?.measure ?? "",
      label: role ? `${t?.label}: ${role}` : (t?.label ?? ""),
      role,
      name: "",
      unit: t?.unit ?? "",
      scale: t?.scale ?? "",
      a: p,
      b,
      state,
      text: `${p.text} and ${b.text}; ${words}`,
    };
  };
  return {
    type: "comparison",
    a: { ...session(0), id: "s6", title: "Session 6" },
    b: {
      ...session(2),
      id: apart ? "s9" : "s3",
      title: "Session 3",
      length_ms: 2_700_000,
      place: apart ? "remote" : "room",
    },
    notes: apart
      ? [
          "One was in one room, the other remote. What is usual differs, so nothing is said of which is more.",
          "Silences count from 3.0 s in one, from 2.0 s in the other, and are not compared.",
        ]
      : [],
    rows: [
      ...Array.from({ length: 9 }, (_, k) => row("coach", k)),
      ...Array.from({ length: 9 }, (_, k) => row("client", k)),
      row("", 9),
    ],
  };
}

function shift(f: Figure, by: number): Figure {
  const value = (f.value ?? 0) + by;
  return {
    ...f,
    value,
    interval: f.interval && [f.interval[0] + by, f.interval[1] + by],
    text: `${Math.round(100 * value)} %`,
  };
}
