// Notes as they are read: a note with the answers to it.

import type { Note, Review, Tag } from "./protocol";

export interface Thread {
  root: Note;
  replies: Note[];
}

/** The threads of notes, in order of time. An answer to an answer stands in the same thread. */
export function threads(notes: readonly Note[]): Thread[] {
  const byRoot = new Map<number, Thread>();
  const rootOf = new Map<number, number>();
  for (const note of [...notes].sort((a, b) => a.seq - b.seq)) {
    const root = rootOf.get(note.reply_to);
    if (root === undefined) {
      byRoot.set(note.seq, { root: note, replies: [] });
      rootOf.set(note.seq, note.seq);
    } else {
      byRoot.get(root)?.replies.push(note);
      rootOf.set(note.seq, root);
    }
  }
  return [...byRoot.values()]
    .filter((t) => !t.root.deleted || t.replies.some((n) => !n.deleted))
    .sort((a, b) => a.root.start_ms - b.root.start_ms || a.root.seq - b.root.seq);
}

/** The threads on each moment that is there; others stand by themselves. */
export function byMoment(all: readonly Thread[], review: Review): Map<string, Thread[]> {
  const there = new Set(review.moments.map((m) => m.id));
  const out = new Map<string, Thread[]>();
  for (const t of all) {
    if (!there.has(t.root.moment)) continue;
    out.set(t.root.moment, [...(out.get(t.root.moment) ?? []), t]);
  }
  return out;
}

/** A tag as it stands on a note: "6 Listens actively". A tag that is no longer in the list keeps its ID. */
export function tagText(id: string, tags: readonly Tag[]): string {
  const tag = tags.find((t) => t.id === id);
  return tag ? `${tag.id} ${tag.name}` : id;
}

/** An ID that no tag has yet: the next number. */
export function freeID(tags: readonly Tag[]): string {
  return String(Math.max(0, ...tags.map((t) => Number(t.id) || 0)) + 1);
}
