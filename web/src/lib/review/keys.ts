// What the keys of the review do. Single letters can be switched off; arrows, Escape and Ctrl+Z cannot.

import { typing } from "../keys";

export type ReviewKey =
  | "next"
  | "previous"
  | "left"
  | "right"
  | "farLeft"
  | "farRight"
  | "in"
  | "out"
  | "whole"
  | "note"
  | "undo"
  | "restore"
  | "export"
  | "help"
  | "play"
  | "theme"
  | "close"
  | { chip: number }
  | { offer: "X" | "B" | "S" };

/** What is listed, in order. */
export const REVIEW_KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["Space", "play and pause, where audio is kept"],
  ["J / K", "next and previous moment"],
  ["← / →", "a second back and on; with Shift 10 s, and from an open moment a stretch"],
  ["+ / −", "closer and wider"],
  ["0", "the whole session"],
  ["1 – 6", "moments of one kind"],
  ["X", "not an interruption"],
  ["B", "a back-channel, floor not taken"],
  ["S", "swap speakers here"],
  ["N", "add a note"],
  ["Ctrl Z", "undo what was done last, step by step; with Shift restore it"],
  ["E", "export"],
  ["?", "definitions and keys"],
  ["T", "light or dark"],
  ["Esc", "close what is open"],
];

const LETTERS: Record<string, ReviewKey> = {
  j: "next",
  k: "previous",
  "+": "in",
  "=": "in",
  "-": "out",
  "0": "whole",
  x: { offer: "X" },
  b: { offer: "B" },
  s: { offer: "S" },
  n: "note",
  e: "export",
  "?": "help",
  t: "theme",
};

/** Elements whose own keys the arrows are. */
const ARROWS = "[role=tab], [role=radio], input, select, textarea, [data-arrows]";

/** What event asks for; letters says whether single letters are commands. */
export function reviewKey(event: KeyboardEvent, letters: boolean): ReviewKey | undefined {
  if (event.defaultPrevented || typing(event) || inMenu(event)) return undefined;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key !== "z" || event.altKey) return undefined;
    return event.shiftKey ? "restore" : "undo";
  }
  if (event.altKey) return undefined;
  if (key === "escape") return "close";
  if (key === " ") return event.repeat || ownsSpace(event.target) ? undefined : "play";
  const arrow = arrowKey(event);
  if (arrow) return arrow;
  if (!letters || (event.repeat && !["j", "k", "+", "=", "-"].includes(key))) return undefined;
  if (key >= "1" && key <= "9" && key.length === 1) return { chip: Number(key) - 1 };
  return Object.hasOwn(LETTERS, key) ? LETTERS[key] : undefined;
}

/** An open menu keeps its keys. */
const inMenu = (event: KeyboardEvent) =>
  event.target instanceof Element && event.target.closest("[popover]") !== null;

/** Whether the space bar does something to target itself. */
function ownsSpace(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("button, a, summary, input, select, [role=tab]") !== null
  );
}

function arrowKey(event: KeyboardEvent): ReviewKey | undefined {
  if (event.target instanceof Element && event.target.closest(ARROWS)) return undefined;
  if (event.key === "ArrowLeft") return event.shiftKey ? "farLeft" : "left";
  if (event.key === "ArrowRight") return event.shiftKey ? "farRight" : "right";
  return undefined;
}
