// The golden messages that Go and TypeScript share, as starting points of browser tests.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Delta, Hello, Snapshot } from "../../src/lib/protocol";

/** A golden message as it stands in its file. */
export function golden<T>(name: string): T {
  const path = new URL(`../../../internal/view/testdata/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(fileURLToPath(path), "utf8")) as T;
}

export const hello = (): Hello => golden("hello");
export const snapshot = (name: string): Snapshot => golden(`snapshot-${name}`);
export const delta = (name: string): Delta => golden(`delta-${name}`);

/** A snapshot whose clock stands still, so that a picture of it is always the same. */
export function frozen(name: string, part: Partial<Snapshot> = {}): Snapshot {
  const found = { ...snapshot(name), ...part };
  return { ...found, session: { ...found.session, running: false } };
}

/** A session whose people agreed that nobody sees the figures live. */
export function secret(): Snapshot {
  const first = frozen("glance-light");
  return { ...first, agreement: { ...first.agreement, seen_by: "none" } };
}

/** The session that the program brings along. */
export function bundled(): Snapshot {
  const first = frozen("glance-dark");
  const signal = {
    kind: "good",
    channel: -1,
    text: "Replay · bundled session of synthesised voices · signal good",
  } as const;
  return { ...first, signal, session: { ...first.session, source: "bundled", planned_ms: 183_000 } };
}
