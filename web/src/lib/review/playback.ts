// How the sound of a session goes with its lanes. Times are session time (ms), those of an audio element seconds.

import type { Moment } from "./protocol";

/** How fast it can be played. */
export const RATES: readonly (readonly [number, string])[] = [
  [0.75, "0.75×"],
  [1, "1×"],
  [1.25, "1.25×"],
  [1.5, "1.5×"],
];

/** What the playhead is off the sound by when somebody moved it, and not the sound itself (ms). */
const JUMP_MS = 80;

/** Whether the playhead was moved by somebody. */
export function isJump(sound: number, playhead: number): boolean {
  return Math.abs(sound * 1000 - playhead) > JUMP_MS;
}

/** The last of moments, in order of time, that lies at or before t. */
export function momentAt(moments: readonly Moment[], t: number): Moment | undefined {
  return moments.findLast((m) => m.at_ms <= t);
}

/** Why the sound at an address cannot be played, in one sentence. */
export async function refusalOf(src: string): Promise<string> {
  const answer = await fetch(src, { cache: "no-store", headers: { Range: "bytes=0-43" } }).catch(() => null);
  if (!answer) return "The monitor does not answer. Check that the program is still running.";
  const said = answer.ok ? null : ((await answer.json().catch(() => null)) as { error?: unknown } | null);
  return `The audio cannot be played${typeof said?.error === "string" ? `: ${said.error}` : " by this browser"}.`;
}
