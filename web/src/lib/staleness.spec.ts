import { describe, expect, test } from "vitest";
import { viewOf } from "../testing/golden";
import { isStale, STALE_MS } from "./staleness";

const { session } = viewOf("glance-light");
const waiting = { ...session, running: false };

describe("isStale", () => {
  test.each([
    ["a running session that was just heard", "open", session, 2999, false],
    ["a running session that says nothing for 3 s", "open", session, STALE_MS, true],
    ["a session that waits for people may say nothing", "open", waiting, 60_000, false],
    ["a short loss of the connection is not shown", "lost", session, 1000, false],
    ["a loss that lasts is shown, also while nothing runs", "connecting", waiting, STALE_MS, true],
  ] as const)("%s", (_, link, s, silent, want) => {
    expect(isStale(link, s, silent)).toBe(want);
  });
});
