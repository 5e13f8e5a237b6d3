// A made-up list of sessions, always the same.

import type { Entry, SessionPage } from "../../src/lib/sessions";
import type { Asked } from "./records";

const CLIENTS = ["Maya", "Jonas", "Client", "Aylin"];

export function entry(i: number): Entry {
  const date = new Date(Date.UTC(2026, 10, 14, 9) - i * 86_400_000 * 3);
  return {
    id: `s${i}`,
    title: `Session ${i + 1}`,
    started_at: date.toISOString(),
    length_ms: 1_928_000 + i * 61_000,
    place: i % 3 === 0 ? "room" : "remote",
    source: "microphones",
    state: i === 0 ? "open" : i === 3 ? "interrupted" : "closed",
    people: [
      { name: "Coach", role: "coach" },
      { name: CLIENTS[i % CLIENTS.length] ?? "", role: "client" },
    ],
    tags: i % 2 === 0 ? ["mcc"] : ["supervision", "first"],
    kept_until: "2027-02-01",
    notes: i % 4,
    audio: false,
    asks: i === 1,
    figures:
      i === 1
        ? []
        : [
            { id: "talk_share", text: `Coach ${30 + (i % 12)} %`, state: "shown" },
            { id: "breaking_silences", text: "Broke 7 of 9 silences", state: "shown" },
          ],
  };
}

/** Answers as the program does, of n sessions: words are looked for in titles, people and tags. */
export function listed(n: number): (a: Asked) => SessionPage {
  const all = Array.from({ length: n }, (_, i) => entry(i));
  return ({ query }) => {
    const { q = "", person = "", tag = "", offset = "0", limit = "50" } = query;
    const fits = (e: Entry) =>
      (q === "" || JSON.stringify([e.title, e.people, e.tags]).toLowerCase().includes(q.toLowerCase())) &&
      (person === "" || e.people.some((p) => p.name === person)) &&
      (tag === "" || e.tags.includes(tag));
    const found = all.filter(fits);
    return {
      total: found.length,
      sessions: found.slice(Number(offset), Number(offset) + Number(limit)),
      people: ["Aylin", "Coach", "Jonas", "Maya"],
      tags: ["first", "mcc", "supervision"],
      keeping: { keeps: true, text: "Kept for 90 days" },
    };
  };
}
