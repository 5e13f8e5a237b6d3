// Single letters as commands. They stay out of the way of typing, of other shortcuts, and of open dialogs.

/** What each key of the live view does, in the order in which they are listed. */
export const KEYS = [
  ["p", "P", "pause and resume"],
  ["k", "K", "mark this moment"],
  ["d", "D", "dismiss the line at the bottom"],
  ["m", "M", "mute nudges"],
  ["?", "?", "definitions"],
  ["t", "T", "light or dark"],
  ["h", "H", "hide everything but the clock"],
] as const;

export type Key = (typeof KEYS)[number][0];

const EDITABLE = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select";

/** Whether event is typing, or belongs to an open dialog. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof Element && target.closest(`${EDITABLE}, [contenteditable], dialog[open]`) !== null;
}

/** The command key of event, if it is one. */
export function commandKey(event: KeyboardEvent): Key | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented)
    return undefined;
  if (typing(event)) return undefined;
  const key = event.key.toLowerCase();
  return KEYS.find(([k]) => k === key)?.[0];
}
