// A stand-in for what the program keeps: a list of sessions, and a review that remembers what was asked of it.

import type { IncomingMessage, ServerResponse } from "node:http";
import { golden } from "./golden";
import type { Review } from "../../src/lib/review/protocol";

/** A request that came, without its origin. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  body?: unknown;
}

type Answer = (a: Asked) => unknown;

export class Records {
  /** What is answered to a question for a review, and after an entry. null: there is no such session. */
  review: ((a: Asked) => Review) | null = null;
  /** What is answered to a question for the list. */
  list: Answer = () => ({
    total: 0,
    sessions: [],
    people: [],
    tags: [],
    keeping: { keeps: false, text: "" },
  });
  /** What is answered to a question for two sessions side by side, or for trends. */
  compare: Answer = () => golden("comparison-pair");
  trends: Answer = () => golden("trends-coach");
  /** What is answered to a change of a session in the list. */
  change: Answer = () => undefined;
  /** Answers requests for audio; null: none is kept. */
  audio: ((req: IncomingMessage, res: ServerResponse) => void) | null = null;
  /** Everything that was asked for, oldest first. */
  asked: Asked[] = [];
  /** Says why the next change is refused; "" when it is not. */
  refusal = "";

  /** Answers a request for kept sessions; false when it is for something else. */
  async serve(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const url = new URL(req.url ?? "/", "http://localhost");
    const [, api, sessions, id, what] = url.pathname.split("/");
    const known = ["sessions", "compare", "trends", "goals"].includes(sessions ?? "");
    if (api !== "api" || !known || id === "current" || what === "facts") return false;
    if (what === "audio" && req.method === "GET" && this.audio) {
      this.audio(req, res);
      return true;
    }
    const asked: Asked = {
      method: req.method ?? "GET",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
    };
    const body = await textOf(req);
    if (body) asked.body = JSON.parse(body);
    this.asked.push(asked);
    this.#answer(res, asked, id, what);
    return true;
  }

  /** The entries that were added. */
  get entries(): unknown[] {
    return this.asked.filter((a) => a.path.endsWith("/entries")).map((a) => a.body);
  }

  #goal(res: ServerResponse, asked: Asked): void {
    if (asked.method === "DELETE") res.writeHead(204).end();
    else
      json(res, 200, {
        ...(asked.body as object),
        id: "g9",
        by: asked.query.as,
        set_at: "2026-11-22T09:00:00Z",
      });
  }

  #answer(res: ServerResponse, asked: Asked, id?: string, what?: string): void {
    if (asked.method !== "GET" && this.refusal) return json(res, 409, { error: this.refusal });
    if (asked.path === "/api/compare") return json(res, 200, this.compare(asked));
    if (asked.path === "/api/trends") return json(res, 200, this.trends(asked));
    if (asked.path.startsWith("/api/goals")) return this.#goal(res, asked);
    if (!id) return json(res, 200, this.list(asked));
    if (what === "review" || what === "entries" || what === "channels") {
      if (this.review) return json(res, 200, this.review(asked));
      return json(res, 404, { error: "There is no such session." });
    }
    const answer = this.change(asked);
    if (answer === undefined) res.writeHead(204).end();
    else json(res, 200, answer);
  }
}

function json(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { "Content-Type": "application/json" });
  res.end(JSON.stringify(value));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
