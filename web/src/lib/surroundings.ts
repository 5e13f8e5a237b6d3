// The real surroundings of a Socket: this page's server.

import type { Surroundings } from "./socket";

const PATH = "/ws/sessions/current";

/** Whether the server takes this browser's cookie. A server that cannot be reached says nothing about that. */
async function admitted(): Promise<boolean> {
  try {
    const answer = await fetch("/api/sessions/current/facts", { method: "HEAD", cache: "no-store" });
    return answer.status !== 401;
  } catch {
    return true;
  }
}

export const here: Surroundings = {
  open: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${PATH}`),
  admitted,
  random: Math.random,
};
