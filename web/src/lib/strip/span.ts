// How much of the session the timeline shows.

/** What can be chosen (minutes); the program keeps the longest. */
export const SPANS = [3, 4, 5] as const;

/** What suits the screen until somebody chooses. */
export function usualMinutes(narrow: boolean): number {
  return narrow ? 3 : 4;
}

/** The choice after now: the longest is followed by the shortest. */
export function nextSpan(now: number): number {
  return SPANS.find((m) => m > now) ?? SPANS[0];
}
