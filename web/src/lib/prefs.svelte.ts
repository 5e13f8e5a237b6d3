// What this browser remembers of its own: never anything of a session.

export type Theme = "system" | "light" | "dark";
export type Window = "session" | "last5";
export type Reader = (typeof READERS)[number];

/** Roles of who reads a review. */
export const READERS = ["coach", "client", "mentor", "observer"] as const;

interface Stored {
  theme: Theme;
  keys: boolean;
  reader: Reader;
}

const NAME = "evenkeel";

function load(): Stored {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "{}") as Partial<Stored>;
    const theme = found.theme === "light" || found.theme === "dark" ? found.theme : "system";
    const reader = READERS.find((r) => r === found.reader) ?? "mentor";
    return { theme, keys: found.keys !== false, reader };
  } catch {
    return { theme: "system", keys: true, reader: "mentor" }; // storage is forbidden or holds something else
  }
}

class Prefs {
  /** "system" follows the device; the others are fixed by a person. */
  theme = $state<Theme>("system");
  /** Whether single letters are commands. */
  keys = $state(true);
  /** As whom somebody reads a review. */
  reader = $state<Reader>("mentor");
  /** What the timeline shows (minutes); null: what suits the screen. */
  minutes = $state<number | null>(null);
  /** Stretch of the session that the balance speaks of; a reload goes back to the whole. */
  window = $state<Window>("session");

  constructor() {
    const stored = load();
    this.theme = stored.theme;
    this.keys = stored.keys;
    this.reader = stored.reader;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.#save();
  }

  setKeys(keys: boolean): void {
    this.keys = keys;
    this.#save();
  }

  setReader(reader: Reader): void {
    this.reader = reader;
    this.#save();
  }

  #save(): void {
    const { theme, keys, reader } = this;
    try {
      localStorage.setItem(NAME, JSON.stringify({ theme, keys, reader }));
    } catch {
      // storage is forbidden: it holds for this page only
    }
  }
}

export const prefs = new Prefs();
