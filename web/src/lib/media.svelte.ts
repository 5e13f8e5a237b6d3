// What the layout depends on beyond style sheets: sizes that change what is drawn, and motion.

class Media {
  /** The phone's layout. */
  narrow = $state(false);
  /** So little height that the strip goes; the floor never does. */
  low = $state(false);
  /** The device asks for less motion. */
  still = $state(false);

  constructor() {
    this.#follow("(max-width: 999px)", (on) => (this.narrow = on));
    this.#follow("(max-height: 559px)", (on) => (this.low = on));
    this.#follow("(prefers-reduced-motion: reduce)", (on) => (this.still = on));
  }

  #follow(query: string, set: (on: boolean) => void): void {
    const list = matchMedia(query);
    set(list.matches);
    list.addEventListener("change", (e) => set(e.matches));
  }
}

export const media = new Media();
