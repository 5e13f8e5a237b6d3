// What is asked of the program about kept sessions, over HTTP. Refusals come as one sentence for a person.

import { capital } from "./format";
import type { Reader } from "./prefs.svelte";
import { decodeReview, type Review } from "./review/protocol";

/** A request that was refused or got no answer. */
export class Refused extends Error {
  /** Status of the answer; 0: there was none. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = "Refused";
    this.status = status;
  }
}

/** Lengths (ms) by the name of the setting. */
export type Lengths = Readonly<Record<string, number>>;

/** Asks for path; body is sent as JSON. Gives undefined when there is no content. */
export async function ask(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const init: RequestInit = { method, cache: "no-store", signal: signal ?? null };
  if (body !== undefined) {
    init.headers = { "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const answer = await fetch(path, init).catch((e: unknown) => {
    if (signal?.aborted) throw e;
    throw new Refused("The monitor does not answer. Check that the program is still running.", 0);
  });
  if (answer.status === 204) return undefined;
  if (!answer.ok) throw new Refused(await sentence(answer), answer.status);
  return answer.json();
}

/** Why a request was refused. */
async function sentence(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => null)) as { error?: unknown } | null;
  if (typeof said?.error === "string" && said.error !== "") return capital(said.error);
  return `The monitor answered with ${answer.status}.`;
}

const base = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;

function query(as: Reader, lengths: Lengths): string {
  const q = new URLSearchParams({ as });
  for (const [name, ms] of Object.entries(lengths)) q.set(`${name}_ms`, String(ms));
  return q.toString();
}

/** The review of a session, as role as reads it, with lengths other than the session's. */
export async function loadReview(
  id: string,
  as: Reader,
  lengths: Lengths,
  signal?: AbortSignal,
): Promise<Review> {
  return decodeReview(await ask("GET", `${base(id)}/review?${query(as, lengths)}`, undefined, signal));
}

/** Adds an entry, and gives the review after it. */
export async function addEntry(
  id: string,
  as: Reader,
  lengths: Lengths,
  entry: { kind: string; body: unknown },
): Promise<Review> {
  return decodeReview(await ask("POST", `${base(id)}/entries?${query(as, lengths)}`, entry));
}

/** Erases everything of one person from the disk, and gives the review without them. */
export async function eraseChannel(id: string, channel: number): Promise<Review> {
  return decodeReview(await ask("DELETE", `${base(id)}/channels/${channel}`));
}

/** Where the audio of a channel is, or of all together. */
export function audioOf(id: string, channel: number | "all"): string {
  return `${base(id)}/audio/${channel}`;
}

/** Deletes the audio of a session, and gives the review after it. */
export async function deleteAudio(id: string, as: Reader, lengths: Lengths): Promise<Review> {
  return decodeReview(await ask("DELETE", `${base(id)}/audio?${query(as, lengths)}`));
}

/** Where a file of a session is. names: people are called by name, not by role. */
export function fileOf(id: string, name: string, as: Reader, names: boolean, notes: boolean): string {
  const q = new URLSearchParams({ as });
  if (!names) q.set("pseudonymous", "1");
  if (notes) q.set("notes", "1");
  return `${base(id)}/export/${name}?${q.toString()}`;
}
