// Who is drawn where and how: lanes keep the seat order, colours follow the roles.

import type { Person } from "./protocol";
import type { View } from "./session";

/** Names of the person colours in the style sheet. "ink" is everybody's beyond the fourth. */
export type Hue = "coach" | "client" | "observer1" | "observer2" | "ink";

const SPARE: Hue[] = ["coach", "client", "observer1", "observer2"];

/** Those who have a lane and a place on the floor, in seat order. Who is not measured has neither. */
export function measured(people: readonly Person[]): Person[] {
  return people.filter((p) => p.measured);
}

/**
 * The colour of each channel. Coach and client always have theirs, observers the next two; somebody without such a
 * role takes what is left, and whoever comes after that is ink.
 */
export function hues(people: readonly Person[]): Map<number, Hue> {
  const free = new Set(SPARE);
  const out = new Map<number, Hue>();
  const take = (p: Person, wanted: Hue[]) => {
    const hue = wanted.find((h) => free.has(h)) ?? "ink";
    free.delete(hue);
    out.set(p.channel, hue);
  };
  for (const p of people) {
    if (p.role === "coach" || p.role === "client") take(p, [p.role]);
  }
  for (const p of people) if (p.role === "observer") take(p, ["observer1", "observer2"]);
  for (const p of people) if (!out.has(p.channel)) take(p, SPARE);
  return out;
}

/** The person of a channel. */
export function personOf(people: readonly Person[], channel: number): Person | undefined {
  return people.find((p) => p.channel === channel);
}

/** A name inside a sentence: a role is lower case there, a proper name stays as it is. */
export function inside(person: Person): string {
  return person.name.toLowerCase() === person.role ? person.role : person.name;
}

/** Whether these are one coach and one client, and nobody else is measured: the pair that most words are made for. */
export function isPair(people: readonly Person[]): boolean {
  const who = measured(people).map((p) => p.role);
  return who.length === 2 && who.includes("coach") && who.includes("client");
}

/** Those who have not said yes to what is agreed now: another page has changed it. A replay asks nobody. */
export function unsettled(view: Pick<View, "session" | "people" | "agreement">): Person[] {
  if (view.session.source !== "microphones") return [];
  return measured(view.people).filter((p) => !view.agreement.agreed_by.includes(p.channel));
}
