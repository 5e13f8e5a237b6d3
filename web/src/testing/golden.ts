// The golden messages that Go and TypeScript share.

import { decodeMessage, type Message, type Snapshot } from "../lib/protocol";
import { initial, reduce, type State, type View } from "../lib/session";

const FILES = import.meta.glob<string>("../../../internal/view/testdata/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The text of every golden message by its name, without ".json". */
export const texts: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([path, text]) => [path.replace(/^.*\/(.*)\.json$/, "$1"), text]),
);

export function textOf(name: string): string {
  const found = texts.get(name);
  if (found === undefined) throw new Error(`no golden message ${name}`);
  return found;
}

/** A golden message, decoded. */
export function message<T extends Message>(name: string): T {
  return decodeMessage(textOf(name)) as T;
}

/** The state after a golden snapshot; part replaces sections of it. */
export function stateOf(name: string, part: Partial<Snapshot> = {}): State {
  const state = reduce(initial, { ...message<Snapshot>(`snapshot-${name}`), ...part });
  if (state === "gap") throw new Error("a snapshot leaves no gap");
  return state;
}

/** The view of a golden snapshot. */
export function viewOf(name: string, part: Partial<Snapshot> = {}): View {
  const { view } = stateOf(name, part);
  if (!view) throw new Error("a snapshot gives a view");
  return view;
}
