// Session time between messages. A message says which session time it describes; the clock goes on from there by
// itself, so that figures and strip move steadily although messages come ten times a second and not evenly.

/** A message further off than this (ms of session time) is a jump, not the unevenness of the network. */
export const JUMP_MS = 750;

/** Part of the difference that one message takes away: slow enough not to be seen, fast enough to follow drift. */
const FOLLOW = 0.1;

export class Clock {
  #at = 0;
  #from = 0;
  #speed = 1;
  #running = false;
  #shown = 0;

  /** A message at wall time now (ms, monotonic) describes session time at. */
  sync(at: number, now: number, speed: number, running: boolean): void {
    const expected = this.#predict(now);
    const steady = running && this.#running && speed === this.#speed;
    const off = at - expected;
    const jump = !steady || Math.abs(off) > JUMP_MS * Math.max(1, speed);
    this.#at = jump ? at : expected + off * FOLLOW;
    this.#from = now;
    this.#speed = speed;
    this.#running = running;
    if (jump) this.#shown = at;
  }

  /** Session time (ms) at wall time now; while the session runs steadily it never goes back. */
  at(now: number): number {
    this.#shown = Math.max(this.#shown, this.#predict(now));
    return this.#shown;
  }

  #predict(now: number): number {
    return this.#running ? this.#at + Math.max(0, now - this.#from) * this.#speed : this.#at;
  }
}
