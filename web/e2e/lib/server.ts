// A stand-in for the program: serves the built dashboard under the program's content policy, and plays messages over
// the websocket. What browsers send is kept, and answered with yes unless a test says otherwise.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type WebSocket, WebSocketServer } from "ws";
import type { Command, Delta, Reply, Snapshot } from "../../src/lib/protocol";
import { golden, hello } from "./golden";
import { Records } from "./records";

/** The policy that the program sends with every answer. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
/** Addresses of the page itself. */
const PAGES = /^\/(sessions(\/[^/]+)?)?$/;
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

type Answer = (c: Command) => Omit<Reply, "type" | "id">;

const yes: Answer = () => ({ ok: true, error: "" });

export class StandIn {
  /** What is sent to whoever connects; null refuses the connection. */
  snapshot: Snapshot | null;
  /** What browsers asked for, oldest first. */
  commands: Command[] = [];
  /** The answer to a command. */
  answer: Answer = yes;
  /** Whether the browser's link is valid. */
  admitted = true;
  /** The sessions that are kept. */
  records = new Records();
  #seq = 0;
  #server: Server;
  #sockets = new WebSocketServer({ noServer: true });

  private constructor(first: Snapshot | null) {
    this.snapshot = first;
    this.#server = createServer((req, res) => void this.#serve(req, res));
    this.#server.on("upgrade", (req, socket, head) => {
      if (!this.admitted || !this.snapshot) {
        socket.end(`HTTP/1.1 ${this.admitted ? "503 Service Unavailable" : "401 Unauthorized"}\r\n\r\n`);
        return;
      }
      this.#sockets.handleUpgrade(req, socket, head, (ws) => this.#welcome(ws));
    });
  }

  /** Starts on a free port of this machine. */
  static async start(first: Snapshot | null): Promise<StandIn> {
    const s = new StandIn(first);
    await new Promise<void>((done) => s.#server.listen(0, "127.0.0.1", done));
    return s;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Sends a change to everybody; it is numbered here. */
  send(change: Partial<Delta>): void {
    this.#seq += 1;
    const at = change.at_ms ?? this.snapshot?.at_ms ?? 0;
    this.#broadcast(JSON.stringify({ ...change, type: "delta", seq: this.#seq, at_ms: at }));
  }

  /** Loses a change on the way. */
  skip(): void {
    this.#seq += 1;
  }

  /** Ends every connection with a code of the websocket protocol. */
  drop(code: number): void {
    for (const ws of this.#sockets.clients) ws.close(code);
  }

  /** Forgets what the last test was about. */
  reset(): void {
    for (const ws of this.#sockets.clients) ws.terminate();
    Object.assign(this, {
      snapshot: null,
      commands: [],
      answer: yes,
      admitted: true,
      records: new Records(),
    });
  }

  async stop(): Promise<void> {
    for (const ws of this.#sockets.clients) ws.terminate();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #broadcast(data: string): void {
    for (const ws of this.#sockets.clients) ws.send(data);
  }

  #welcome(ws: WebSocket): void {
    ws.send(JSON.stringify(hello()));
    ws.send(JSON.stringify(this.snapshot));
    this.#seq = this.snapshot?.seq ?? 0;
    ws.on("message", (data) => {
      const command = JSON.parse(String(data)) as Command;
      this.commands.push(command);
      ws.send(JSON.stringify({ type: "reply", id: command.id, ...this.answer(command) }));
    });
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? "/", "http://localhost").pathname;
    res.setHeader("Content-Security-Policy", POLICY);
    if (this.admitted && (await this.records.serve(req, res))) return;
    if (path.startsWith("/api/")) {
      res.writeHead(this.admitted ? 200 : 401, { "Content-Type": "application/json" });
      res.end(JSON.stringify(golden("facts")));
      return;
    }
    const file = join(DIST, normalize(PAGES.test(path) ? "/index.html" : path));
    try {
      const body = await readFile(file);
      res.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
      res.end(body);
    } catch {
      res.writeHead(404).end();
    }
  }
}
