// A value that is shown only once it has lasted: names on the floor do not flicker with every short change.

export class Settled<T> {
  value = $state.raw() as T;
  #key: (value: T) => unknown;
  #delay: number;
  #later: ReturnType<typeof setTimeout> | undefined;
  #coming: unknown;

  /** key says which values are the same state; delay (ms) is how long a new state must last. */
  constructor(first: T, key: (value: T) => unknown, delay: number) {
    this.value = first;
    this.#key = key;
    this.#delay = delay;
  }

  offer(value: T): void {
    const key = this.#key(value);
    if (key === this.#key(this.value)) {
      this.stop();
      this.value = value;
      return;
    }
    if (this.#later !== undefined && key === this.#coming) return;
    this.stop();
    this.#coming = key;
    this.#later = setTimeout(() => {
      this.#later = undefined;
      this.value = value;
    }, this.#delay);
  }

  stop(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
  }
}
