// The list of kept sessions: what is asked for and what comes.

import { type Decoded, fallback, flag, list, number, record, text } from "./decode";
import { ask } from "./records";
import type { Reader } from "./prefs.svelte";

const entry = record({
  id: text,
  title: text,
  started_at: fallback(text, ""),
  length_ms: number,
  place: text,
  source: text,
  state: text,
  people: list(record({ name: text, role: text })),
  tags: list(text),
  kept_until: fallback(text, ""),
  notes: fallback(number, 0),
  audio: fallback(flag, false),
  /** A guess is asked of who looks, before they see figures. */
  asks: fallback(flag, false),
  figures: list(record({ id: text, text: text, state: text })),
});

const page = record({
  total: number,
  sessions: list(entry),
  people: list(text),
  tags: list(text),
  keeping: record({ keeps: flag, text: text }),
});

export type Entry = Decoded<typeof entry>;
export type SessionPage = Decoded<typeof page>;

/** What is searched for; "" is no limit. Days are YYYY-MM-DD. */
export interface Search {
  q: string;
  person: string;
  tag: string;
  role: string;
  from: string;
  to: string;
}

export const NO_SEARCH: Search = { q: "", person: "", tag: "", role: "", from: "", to: "" };

/** How many are fetched at once. */
export const PAGE = 50;

/** The search as it stands in an address. */
export function queryOf(s: Search): string {
  return new URLSearchParams(Object.entries(s).filter(([, v]) => v !== "")).toString();
}

/** The search that an address asks for. */
export function searchOf(query: string): Search {
  const q = new URLSearchParams(query);
  const given = Object.keys(NO_SEARCH).map((key) => [key, q.get(key) ?? ""]);
  return Object.fromEntries(given) as Search;
}

/** A page of the sessions that fit s, from the offset on, newest first. */
export async function loadSessions(
  s: Search,
  as: Reader,
  offset: number,
  signal?: AbortSignal,
): Promise<SessionPage> {
  const q = new URLSearchParams(queryOf(s));
  q.set("as", as);
  q.set("offset", String(offset));
  q.set("limit", String(PAGE));
  return page(await ask("GET", `/api/sessions?${q.toString()}`, undefined, signal));
}

/** entries with those of more behind them. A session that began meanwhile moves the others: none is listed twice. */
export function appended(entries: readonly Entry[], more: readonly Entry[]): Entry[] {
  const known = new Set(entries.map((e) => e.id));
  return [...entries, ...more.filter((e) => !known.has(e.id))];
}

/** What can be changed of a session in the list. */
export type Change = Partial<Pick<Entry, "title" | "tags" | "place">>;

export async function changeSession(id: string, as: Reader, change: Change): Promise<Entry> {
  return entry(await ask("PATCH", `/api/sessions/${encodeURIComponent(id)}?as=${as}`, change));
}

/** Erases everything of a session from the disk. */
export async function eraseSession(id: string): Promise<void> {
  await ask("DELETE", `/api/sessions/${encodeURIComponent(id)}`);
}

/** Where the whole record of a session can be fetched, to be kept elsewhere. */
export function recordOf(id: string, as: Reader): string {
  return `/api/sessions/${encodeURIComponent(id)}/export/record.evenkeel?as=${as}&notes=1`;
}

/** Tags as people write them in a row, and the other way round. */
export const tagsText = (tags: readonly string[]): string => tags.join(", ");

export function tagsOf(written: string): string[] {
  const tags = written.split(",").map((t) => t.trim());
  return [...new Set(tags.filter((t) => t !== ""))];
}

/** What there is to say of a state; "" of a session that ended as it should. */
export function stateWords(state: string): string {
  if (state === "open") return "being recorded";
  return state === "interrupted" ? "cut short" : "";
}
