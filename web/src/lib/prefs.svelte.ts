// What this browser remembers of its own: never anything of a session.

export type Theme = "system" | "light" | "dark";
export type Window = "session" | "last5";

interface Stored {
  theme: Theme;
  keys: boolean;
}

const NAME = "evenkeel";

function load(): Stored {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "{}") as Partial<Stored>;
    const theme = found.theme === "light" || found.theme === "dark" ? found.theme : "system";
    return { theme, keys: found.keys !== false };
  } catch {
    return { theme: "system", keys: true }; // storage is forbidden or holds something else
  }
}

class Prefs {
  /** "system" follows the device; the others are fixed by a person. */
  theme = $state<Theme>("system");
  /** Whether single letters are commands. */
  keys = $state(true);
  /** What the timeline shows (minutes); null: what suits the screen. */
  minutes = $state<number | null>(null);
  /** Stretch of the session that the balance speaks of; a reload goes back to the whole. */
  window = $state<Window>("session");

  constructor() {
    const stored = load();
    this.theme = stored.theme;
    this.keys = stored.keys;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.#save();
  }

  setKeys(keys: boolean): void {
    this.keys = keys;
    this.#save();
  }

  #save(): void {
    try {
      localStorage.setItem(NAME, JSON.stringify({ theme: this.theme, keys: this.keys }));
    } catch {
      // storage is forbidden: it holds for this page only
    }
  }
}

export const prefs = new Prefs();
