// Light or dark: follows the device until a person fixes it, and never changes by itself while a session runs.

import { untrack } from "svelte";
import { prefs } from "./prefs.svelte";

class Appearance {
  /** Grows whenever colours may have changed: what is drawn with colours read before is drawn again. */
  version = $state(0);
  #held: boolean | null = null;
  #dark = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    const redraw = () => this.apply();
    for (const query of ["print", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", redraw);
    }
    this.#dark.addEventListener("change", redraw);
  }

  /** While on, a change of the device's theme waits. */
  hold(on: boolean): void {
    if (on === (this.#held !== null)) return;
    this.#held = on ? this.#dark.matches : null;
    this.apply();
  }

  /** Gives the page the theme that holds now. */
  apply(): void {
    document.documentElement.dataset.theme = this.#resolved();
    this.version = untrack(() => this.version) + 1; // an effect that applies must not wait for itself
  }

  /** Fixes the other theme. */
  toggle(): void {
    prefs.setTheme(this.#resolved() === "dark" ? "light" : "dark");
    this.apply();
  }

  #resolved(): "light" | "dark" {
    if (prefs.theme !== "system") return prefs.theme;
    return (this.#held ?? this.#dark.matches) ? "dark" : "light";
  }
}

export const appearance = new Appearance();
