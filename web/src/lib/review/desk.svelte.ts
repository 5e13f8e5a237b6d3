// One review on one page: what the server says of it, what is looked at, and what is asked for.

import { addEntry, deleteAudio, eraseChannel, type Lengths, loadReview, Refused } from "../records";
import { prefs, type Reader } from "../prefs.svelte";
import { type Filter, listed, neighbour, NO_FILTER } from "./moments";
import type { Moment, Review, Stretch } from "./protocol";
import { threads } from "./threads";
import { at, FIRST_MS, reveal, type Window } from "./window";

/** A slider that moves asks so often at most (ms). */
const REST_MS = 90;

export type Panel = "moments" | "notes" | "definitions" | "log" | "settings";
/** What is asked for in a dialog: people, a stretch that is no conversation or has a name, the list of tags. */
export type DialogName = "" | "people" | "exclude" | "phase" | "tags";
/** What is being written: a note on a moment or a stretch, an answer, or a note anew. */
export type Draft =
  | { kind: "new"; start: number; end: number; moment?: Moment }
  | { kind: "reply"; to: number }
  | { kind: "edit"; note: number };

export class Desk {
  readonly id: string;
  review = $state.raw<Review | null>(null);
  /** Why there is nothing to see; "" when there is. expired: the link does not let in. */
  trouble = $state("");
  expired = $state(false);
  /** One sentence on what was asked for and not done. */
  complaint = $state("");
  /** One sentence on what was done just now, and how to take it back. */
  news = $state.raw<{ text: string; action: { label: string; act: () => void } } | null>(null);
  /** Lengths that were moved away from the session's, by name (ms). */
  lengths = $state.raw<Lengths>({});

  view = $state.raw<Window>({ from: 0, to: FIRST_MS });
  playhead = $state(0);
  selected = $state("");
  /** Whether the card of the selected moment is open. */
  open = $state(false);
  span = $state.raw<Stretch | null>(null);
  filter = $state.raw<Filter>(NO_FILTER);
  panel = $state<Panel>("moments");
  draft = $state.raw<Draft | null>(null);
  dialog = $state<DialogName>("");

  /** Plays the audio or pauses it; null where none is kept. */
  toggle: (() => void) | null = null;

  #later: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  readonly length = $derived(this.review?.session.length_ms ?? 1);
  readonly list = $derived(this.review ? listed(this.review.moments, this.filter) : []);
  readonly threads = $derived(this.review ? threads(this.review.notes) : []);
  readonly moment = $derived(this.review?.moments.find((m) => m.id === this.selected));

  constructor(id: string) {
    this.id = id;
  }

  /** Fetches the review with the lengths that are set; an older question is given up. */
  async load(): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    try {
      const review = await loadReview(this.id, prefs.reader, this.lengths, asked.signal);
      if (!asked.signal.aborted) this.#show(review);
    } catch (e) {
      if (!asked.signal.aborted) this.#refused(e);
    }
  }

  /** Sets a length (ms); the facts follow in a moment. */
  set(name: string, ms: number): void {
    const given = this.review?.settings.list.find((o) => o.name === name)?.default_ms;
    const { [name]: _before, ...others } = this.lengths;
    this.lengths = ms === given ? others : { ...others, [name]: ms };
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.load(), REST_MS);
  }

  /** Goes back to the session's own lengths. */
  reset(): void {
    clearTimeout(this.#later);
    this.lengths = {};
    void this.load();
  }

  readAs(reader: Reader): void {
    prefs.setReader(reader);
    this.draft = null;
    void this.load();
  }

  /** Adds an entry. What is refused is said; gives whether it was done. */
  add(kind: string, body: unknown): Promise<boolean> {
    return this.#change(() => addEntry(this.id, prefs.reader, this.lengths, { kind, body }));
  }

  /** Erases everything of one person. What comes is shown as anybody reads it: it is asked for again. */
  async erase(channel: number): Promise<boolean> {
    const done = await this.#change(() => eraseChannel(this.id, channel));
    if (done) await this.load();
    return done;
  }

  /** Deletes the audio; gives whether it was done. */
  deleteAudio(): Promise<boolean> {
    return this.#change(() => deleteAudio(this.id, prefs.reader, this.lengths));
  }

  undo(seq: number): Promise<boolean> {
    return this.add("undo", { entry: seq });
  }

  /** Takes back what who looks did last. */
  async undoLatest(): Promise<void> {
    const { seq = 0, text = "" } = this.review?.undo ?? {};
    if (seq === 0) this.complaint = `There is nothing of the ${prefs.reader} to undo.`;
    else if (await this.undo(seq)) this.#tell(`Undone: ${text}`, "Restore", () => void this.restoreLatest());
  }

  /** Restores what who looks took back last. */
  async restoreLatest(): Promise<void> {
    const { restore = 0, restore_text: text = "" } = this.review?.undo ?? {};
    if (restore === 0) this.complaint = `There is nothing of the ${prefs.reader} to restore.`;
    else if (await this.undo(restore)) this.#tell(`Restored: ${text}`, "Undo", () => void this.undoLatest());
  }

  /** Deletes an own note, which can be taken back. */
  async deleteNote(note: number): Promise<void> {
    if (await this.add("note_delete", { note }))
      this.#tell("Note deleted", "Undo", () => void this.undoLatest());
  }

  /** Takes the line at the bottom away. */
  hush(): void {
    this.complaint = "";
    this.news = null;
  }

  #tell(text: string, label: string, act: () => void): void {
    this.news = { text, action: { label, act } };
  }

  /** Goes to a moment; open says whether its card opens too. */
  select(m: Moment, open: boolean): void {
    this.selected = m.id;
    this.open = open;
    this.go(m.at_ms);
  }

  /** Puts the playhead to session time t and brings it into sight. */
  go(t: number): void {
    this.playhead = Math.min(this.length, Math.max(0, t));
    this.view = reveal(this.view, this.playhead, this.length);
  }

  /** Goes to the next (1) or previous (-1) listed moment. */
  step(by: 1 | -1): void {
    const next = neighbour(this.list, this.selected, this.playhead, by);
    if (next) this.select(next, this.open);
  }

  /** Writes on the selected stretch, else on the selected moment, else where the playhead is. */
  write(): void {
    const [start, end] = this.span ?? [
      this.moment?.start_ms ?? this.playhead,
      this.moment?.end_ms ?? this.playhead,
    ];
    const moment = this.span ? undefined : this.moment;
    this.draft = moment ? { kind: "new", start, end, moment } : { kind: "new", start, end };
    this.panel = moment ? "moments" : "notes";
    this.open = false;
  }

  /** Goes to a note: to its moment where it has one. */
  showNote(seq: number): void {
    const note = this.review?.notes.find((n) => n.seq === seq);
    if (!note) return;
    const moment = this.review?.moments.find((m) => m.id === note.moment);
    if (moment) this.select(moment, false);
    else this.go(note.start_ms);
    this.panel = moment ? "moments" : "notes";
  }

  async #change(act: () => Promise<Review>): Promise<boolean> {
    try {
      this.#asked?.abort();
      this.#show(await act());
      this.hush();
      return true;
    } catch (e) {
      this.complaint = e instanceof Error ? e.message : String(e);
      return false;
    }
  }

  #show(review: Review): void {
    const first = this.review === null;
    this.review = review;
    this.trouble = "";
    if (first) this.#begin(review);
    if (this.selected && !review.moments.some((m) => m.id === this.selected)) {
      this.selected = "";
      this.open = false;
    }
  }

  /** Opens where the first moment is. */
  #begin(review: Review): void {
    const [m] = review.moments;
    const length = review.session.length_ms;
    this.view = at((m?.at_ms ?? 0) - FIRST_MS / 4, FIRST_MS, length);
    this.playhead = m?.at_ms ?? 0;
    this.selected = m?.id ?? "";
  }

  #refused(e: unknown): void {
    const said = e instanceof Error ? e.message : String(e);
    this.expired = e instanceof Refused && e.status === 401;
    if (this.review) this.complaint = said;
    else this.trouble = said;
  }
}
