// When a bead moves: at most every five seconds, and only for a difference that can be seen.

/** Between two moves of a bead (ms). */
export const REST_MS = 5000;
/** Smallest move, as a part of the wire. */
export const LEAST = 0.02;

export class Bead {
  /** Where the bead is, 0 to 1; null: there is none. */
  shown = $state<number | null>(null);
  #movedAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** The bead should be at position, said at wall time now (ms, monotonic). */
  offer(position: number | null, now: number): void {
    clearTimeout(this.#later);
    if (position === null || this.shown === null) {
      this.#move(position, now);
      return;
    }
    if (Math.abs(position - this.shown) < LEAST) return;
    const wait = this.#movedAt + REST_MS - now;
    if (wait <= 0) this.#move(position, now);
    else this.#later = setTimeout(() => this.#move(position, now + wait), wait);
  }

  /** Forgets a move that is still to come. */
  stop(): void {
    clearTimeout(this.#later);
  }

  #move(position: number | null, now: number): void {
    this.shown = position;
    this.#movedAt = now;
  }
}
