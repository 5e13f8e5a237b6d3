// Marking a moment: it is marked at once; for a while after, it can be named or taken back.

import type { Ask, Reply, StripItem } from "./protocol";

/** How long the line that offers a name and Undo stays (ms); typing keeps it. */
export const STAYS_MS = 8000;
/** The server may place a mark so far from the moment asked for (ms). */
const NEAR_MS = 50;

type Items = ReadonlyMap<string, StripItem>;

export class Marking {
  /** Session time (ms) of the moment just marked; null: the line is gone. */
  at = $state<number | null>(null);
  #ask: (a: Ask) => Promise<Reply>;
  #items: () => Items;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (a: Ask) => Promise<Reply>, items: () => Items) {
    this.#ask = ask;
    this.#items = items;
  }

  /** Marks session time now (ms). */
  async mark(now: number): Promise<void> {
    const at = Math.round(now);
    const reply = await this.#ask({ name: "mark", value: { at_ms: at, text: "" } });
    if (!reply.ok) return;
    this.at = at;
    this.stay();
  }

  /** Gives the mark a name: the nameless one is replaced. */
  async name(text: string): Promise<void> {
    const at = this.at;
    if (at === null || text.trim() === "") return this.leave();
    const reply = await this.#ask({ name: "mark", value: { at_ms: at, text: text.trim() } });
    if (reply.ok) await this.#remove(at, "");
    this.leave();
  }

  /** Takes the mark back. */
  async undo(): Promise<void> {
    const at = this.at;
    this.leave();
    if (at !== null) await this.#remove(at, "");
  }

  /** Keeps the line for another while. */
  stay(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.leave(), STAYS_MS);
  }

  /** Takes the line away; the mark stays. */
  leave(): void {
    clearTimeout(this.#later);
    this.at = null;
  }

  async #remove(at: number, text: string): Promise<void> {
    for (const item of this.#items().values()) {
      if (item.kind === "mark" && item.text === text && Math.abs(item.start_ms - at) <= NEAR_MS) {
        await this.#ask({ name: "unmark", value: { id: item.id } });
        return;
      }
    }
  }
}
