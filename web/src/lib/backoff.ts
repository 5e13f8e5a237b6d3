// How long to wait before connecting again: doubling from a quarter of a second to eight seconds, with half of it
// drawn at random so that many pages do not come back at the same moment.

const FIRST_MS = 250;
const LAST_MS = 8000;

/** Wait (ms) before attempt number n (0 for the first); random gives 0 to 1. */
export function backoff(n: number, random: () => number = Math.random): number {
  const full = Math.min(LAST_MS, FIRST_MS * 2 ** n);
  return full / 2 + (full / 2) * random();
}
