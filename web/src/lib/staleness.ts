// When what is on the screen is no longer what is going on.

import type { Link } from "./socket";
import type { Session } from "./protocol";

/** Nothing heard for so long while a session runs: everything measured is shown as old. */
export const STALE_MS = 3000;

/**
 * Whether the screen is out of date: the connection is gone, or silent while the session's clock runs (a running
 * server says something every second; one that waits for people may have nothing to say).
 * silentMs is the time since the last message.
 */
export function isStale(link: Link, session: Session, silentMs: number): boolean {
  if (silentMs < STALE_MS) return false;
  return link !== "open" || session.running;
}
