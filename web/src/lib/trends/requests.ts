// What is asked of the program about several sessions at once.

import type { Reader } from "../prefs.svelte";
import { ask } from "../records";
import { type Comparison, decodeComparison, decodeTrends, type Trends } from "./protocol";

export async function loadComparison(
  a: string,
  b: string,
  as: Reader,
  signal?: AbortSignal,
): Promise<Comparison> {
  const q = new URLSearchParams({ a, b, as });
  return decodeComparison(await ask("GET", `/api/compare?${q.toString()}`, undefined, signal));
}

/** Who is followed: a name in a role; "" is whoever had the role most often. */
export interface Who {
  person: string;
  role: string;
}

export async function loadTrends(who: Who, as: Reader, signal?: AbortSignal): Promise<Trends> {
  const q = new URLSearchParams({ role: who.role, as });
  if (who.person) q.set("person", who.person);
  return decodeTrends(await ask("GET", `/api/trends?${q.toString()}`, undefined, signal));
}

/** What somebody sets out to do. */
export interface NewGoal extends Who {
  measure: string;
  at_least?: number;
  at_most?: number;
  text: string;
}

export async function setGoal(goal: NewGoal, as: Reader): Promise<void> {
  await ask("POST", `/api/goals?${new URLSearchParams({ as }).toString()}`, goal);
}

export async function removeGoal(id: string): Promise<void> {
  await ask("DELETE", `/api/goals/${encodeURIComponent(id)}`);
}
