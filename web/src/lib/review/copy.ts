// Sentences of the review that the page writes itself. The server words everything that is measured.

import { clock, joined, length } from "../format";
import { inside, measured } from "../people";
import type { Person } from "../protocol";
import { READERS, type Reader } from "../prefs.svelte";
import type { Review } from "./protocol";

/** The files of a session: name, what it is for, ending. */
export const EXPORTS: readonly (readonly [file: string, label: string, ending: string])[] = [
  ["timeline.eaf", "Timeline for ELAN", ".eaf"],
  ["timeline.TextGrid", "Timeline for Praat", ".TextGrid"],
  ["labels.txt", "Labels for Audacity", ".txt"],
  ["turns.vtt", "Turns as subtitles", ".vtt"],
  ["moments.csv", "Moments and turns", ".csv"],
  ["activity.rttm", "Who spoke when", ".rttm"],
  ["session.json", "Everything, with definitions", ".json"],
  ["record.evenkeel", "The whole record, to move it", ".evenkeel"],
];

/** Where the people were, before another sentence. */
export function placeWords(place: Review["session"]["place"]): string {
  if (place === "room") return "In one room. ";
  return place === "remote" ? "In a call. " : "";
}

/** As whom a review can be read: the roles of the people, and those who look at it with them. */
export function readerChoices(people: readonly Person[], short: boolean): [Reader, string][] {
  const there = new Set(people.map((p) => p.role as string));
  const roles = READERS.filter((r) => r !== "observer" || there.has(r));
  return roles.map((r) => [r, `${short ? "As" : "Reading as"} ${r}`]);
}

/** The lanes in one sentence, for those who do not see them. */
export function describeLanes(r: Review, from: number, to: number): string {
  const spoken = r.lanes.map((lane) => {
    const person = r.people.find((p) => p.channel === lane.channel);
    const ms = lane.speech.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0);
    return `${person ? inside(person) : "somebody"} ${length(ms)}`;
  });
  const here = r.moments.filter((m) => m.state === "measured" && m.at_ms >= from && m.at_ms <= to);
  const counts = r.counts
    .filter((c) => c.kind !== "note")
    .map((c) => ({ label: c.label, n: here.filter((m) => m.kind === c.kind).length }))
    .filter((c) => c.n > 0)
    .map((c) => `${c.label} ${c.n}`);
  const what = counts.length > 0 ? ` ${counts.join(", ")}.` : "";
  return `${clock(from)} to ${clock(to)}: speech of ${joined(spoken)}.${what}`;
}

/** Names of everybody who is measured, inside a sentence. */
export const everybody = (people: readonly Person[]): string => joined(measured(people).map(inside));
