// Loading the page anew when the program has changed beneath it.

const NAME = "evenkeel-reloaded";
/** A reload that did not help is not tried again before this (ms). */
const AGAIN_MS = 30_000;

/** Loads the page anew. False when that was just done: then the server keeps giving out another page's program. */
export function reloadOnce(): boolean {
  const last = Number(sessionStorage.getItem(NAME) ?? 0);
  if (Date.now() - last < AGAIN_MS) return false;
  sessionStorage.setItem(NAME, String(Date.now()));
  location.reload();
  return true;
}
