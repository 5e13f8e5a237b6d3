// Trends on one page: who is followed, what the server says, and what is asked for.

import { prefs } from "../prefs.svelte";
import { addEntry, Refused } from "../records";
import { columnsOf } from "./chart";
import type { Trends } from "./protocol";
import { loadTrends, type NewGoal, removeGoal, setGoal, type Who } from "./requests";

/** How soon it is asked again when figures are being computed (ms). */
const AGAIN_MS = 1500;

export class Sheet {
  who = $state.raw<Who>({ person: "", role: "coach" });
  trends = $state.raw<Trends | null>(null);
  /** Why there is nothing to see; "" when there is. expired: the link does not let in. */
  trouble = $state("");
  expired = $state(false);
  /** One sentence on what was asked for and not done. */
  complaint = $state("");
  /** The session whose figures are written out, as its column; -1: the latest. */
  chosen = $state(-1);

  readonly sessions = $derived(this.trends ? columnsOf(this.trends.series) : []);
  readonly column = $derived(
    this.chosen >= 0 && this.chosen < this.sessions.length ? this.chosen : this.sessions.length - 1,
  );

  #asked: AbortController | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** Follows somebody else. */
  follow(who: Who): Promise<void> {
    this.who = who;
    this.chosen = -1;
    return this.load();
  }

  async load(): Promise<void> {
    this.stop();
    const asked = (this.#asked = new AbortController());
    try {
      const trends = await loadTrends(this.who, prefs.reader, asked.signal);
      if (asked.signal.aborted) return;
      this.trends = trends;
      this.trouble = "";
      if (trends.waiting > 0) this.#later = setTimeout(() => void this.load(), AGAIN_MS);
    } catch (e) {
      if (asked.signal.aborted) return;
      this.expired = e instanceof Refused && e.status === 401;
      const said = e instanceof Error ? e.message : String(e);
      if (this.trends) this.complaint = said;
      else this.trouble = said;
    }
  }

  /** Writes out the session after (1) or before (-1). */
  step(by: 1 | -1): void {
    this.chosen = Math.min(this.sessions.length - 1, Math.max(0, this.column + by));
  }

  /** Gives up what was asked for. */
  stop(): void {
    this.#asked?.abort();
    clearTimeout(this.#later);
  }

  set(goal: NewGoal): Promise<boolean> {
    return this.#try(() => setGoal(goal, prefs.reader));
  }

  /** Answers the questions before the figures of sessions with "Rather not". */
  decline(ids: readonly string[]): Promise<boolean> {
    return this.#try(async () => {
      for (const id of ids)
        await addEntry(id, prefs.reader, {}, { kind: "reflection", body: { shared: false } });
    });
  }

  remove(id: string): Promise<boolean> {
    return this.#try(() => removeGoal(id));
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
    } catch (e) {
      this.complaint = e instanceof Error ? e.message : String(e);
      return false;
    }
    this.complaint = "";
    await this.load();
    return true;
  }
}
