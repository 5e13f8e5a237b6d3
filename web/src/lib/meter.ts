// A level as bars, and what to say to a microphone that needs something.

import type { Meter } from "./protocol";

/** Bars of a meter: one a decibel from -80 dBFS up. */
export const BARS = 80;

/** How many bars dbfs lights. */
export function bars(dbfs: number): number {
  return Math.max(0, Math.min(BARS, Math.round(BARS + dbfs)));
}

/** What a row says beneath its meter: the fact, strong, and what it may be. */
export interface Advice {
  fact: string;
  rest: string;
}

const ADVICE: Partial<Record<Meter["heard"], Advice>> = {
  dead: {
    fact: "This microphone is giving no signal at all",
    rest: ", not even room noise. It may be muted at the transmitter, or unplugged.",
  },
  lost: {
    fact: "This microphone is gone",
    rest: ". It comes back by itself when it is plugged in again.",
  },
  clipped: {
    fact: "This microphone is too loud",
    rest: "; it may hide overlaps. Turn its gain down until the mark stays below the end.",
  },
  noisy: {
    fact: "There is much noise",
    rest: "; soft speech may be missed. Move the microphone closer, or away from fans.",
  },
};

/** The advice for a meter; undefined when there is nothing to do. */
export function advice(heard: Meter["heard"]): Advice | undefined {
  return ADVICE[heard];
}
