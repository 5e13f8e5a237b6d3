// The sessions that are listed: fetched page by page, the newest question counts.

import { prefs } from "./prefs.svelte";
import { Refused } from "./records";
import {
  appended,
  type Change,
  changeSession,
  type Entry,
  eraseSession,
  loadSessions,
  NO_SEARCH,
  PAGE,
  type Search,
  type SessionPage,
} from "./sessions";

/** Typing is over when nothing was typed for so long (ms). */
const REST_MS = 150;

export class SessionList {
  search = $state.raw<Search>(NO_SEARCH);
  entries = $state.raw<Entry[]>([]);
  total = $state(0);
  /** People, tags and what is kept for how long; null until the first answer. */
  about = $state.raw<Pick<SessionPage, "people" | "tags" | "keeping"> | null>(null);
  trouble = $state("");
  expired = $state(false);
  complaint = $state("");

  #asked: AbortController | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** Looks for something else; typing is waited for. */
  find(search: Search): void {
    this.search = search;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.load(), REST_MS);
  }

  /** Fetches the first page. */
  load(): Promise<void> {
    return this.#fetch(0);
  }

  /** Fetches the page after what is there. */
  more(): Promise<void> {
    return this.#fetch(this.entries.length);
  }

  get complete(): boolean {
    return this.entries.length >= this.total;
  }

  async change(id: string, change: Change): Promise<boolean> {
    return this.#try(async () => {
      const changed = await changeSession(id, prefs.reader, change);
      this.entries = this.entries.map((e) => (e.id === id ? changed : e));
    });
  }

  async erase(id: string): Promise<boolean> {
    return this.#try(async () => {
      await eraseSession(id);
      this.entries = this.entries.filter((e) => e.id !== id);
      this.total -= 1;
      if (this.entries.length < PAGE && !this.complete) await this.more();
    });
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.complaint = "";
      return true;
    } catch (e) {
      this.complaint = e instanceof Error ? e.message : String(e);
      return false;
    }
  }

  async #fetch(offset: number): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    try {
      const page = await loadSessions(this.search, prefs.reader, offset, asked.signal);
      if (asked.signal.aborted) return;
      this.entries = offset === 0 ? page.sessions : appended(this.entries, page.sessions);
      this.total = page.total;
      this.about = page;
      this.trouble = "";
    } catch (e) {
      if (asked.signal.aborted) return;
      this.expired = e instanceof Refused && e.status === 401;
      const said = e instanceof Error ? e.message : String(e);
      if (this.about && !this.expired) this.complaint = said;
      else this.trouble = said;
    }
  }
}
