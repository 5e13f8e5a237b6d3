// A goal as somebody writes it.

import type { NewGoal } from "./requests";

/** The measure of a goal to let silences run to some seconds. */
export const SILENCE = "silence";

/** The goal that fields hold; null when it is none. Shares are written in percent; "" is no bound. */
export function goalOf(
  measure: string,
  unit: string,
  least: string,
  most: string,
): Pick<NewGoal, "measure" | "at_least" | "at_most"> | null {
  const [low, high] = [amountOf(least, unit), amountOf(most, unit)];
  if (low === null || high === null || (low === undefined && high === undefined)) return null;
  if (low !== undefined && high !== undefined && low > high) return null;
  if (measure === SILENCE && (low === undefined || low < 1 || low > 60)) return null;
  return {
    measure,
    ...(low === undefined ? {} : { at_least: low }),
    ...(high === undefined ? {} : { at_most: high }),
  };
}

/** What is written, undefined when nothing is, null when it is no amount. A comma is a point. */
function amountOf(written: string, unit: string): number | undefined | null {
  const text = written.trim().replace(",", ".").replace("−", "-");
  if (text === "") return undefined;
  const x = Number(text);
  if (!Number.isFinite(x)) return null;
  if (unit !== "%") return x;
  return x >= 0 && x <= 100 ? x / 100 : null;
}
