// The connection to the program: connects, comes back by itself, carries commands and their replies. It holds no state
// of the session; whoever listens is handed every message.

import { backoff } from "./backoff";
import { type Ask, type Command, type Message, type Reply, decodeMessage } from "./protocol";

/** How the connection stands: "expired" when the link is no longer valid, which only a new link can change. */
export type Link = "connecting" | "open" | "lost" | "expired";

/** What the connection tells. */
export interface Listener {
  message(m: Message): void;
  link(state: Link): void;
}

/** The part of WebSocket that is used. */
export type Wire = Pick<WebSocket, "send" | "close" | "onopen" | "onmessage" | "onclose">;

/** What the connection needs of its surroundings; tests replace it. */
export interface Surroundings {
  open(): Wire;
  /** Whether the server still takes this browser's link: asked when a connection is refused. */
  admitted(): Promise<boolean>;
  random(): number;
}

/** The server closes with this code when the browser has no valid link. */
export const CLOSE_EXPIRED = 4401;
/** We close with this code when a message is not what the protocol says or some are missing. */
export const CLOSE_OUT_OF_STEP = 4400;
/** A command without a reply for so long has failed; the program gives itself 5 s. */
export const REPLY_MS = 7000;
/** A connection that says nothing for so long is taken to be dead. The server pings, but browsers hide that. */
export const SILENT_MS = 15_000;

const NO_ANSWER = "The monitor did not answer. Check that it is still running, then try again.";
const NOT_CONNECTED =
  "There is no connection to the monitor right now. It comes back by itself; then try again.";

interface Waiting {
  resolve(r: Reply): void;
  timer: ReturnType<typeof setTimeout>;
}

export class Socket {
  #listener: Listener;
  #around: Surroundings;
  #wire: Wire | null = null;
  #opened = false;
  #failures = 0;
  #closed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #waiting = new Map<string, Waiting>();
  #count = 0;

  constructor(listener: Listener, around: Surroundings) {
    this.#listener = listener;
    this.#around = around;
  }

  /** Connects, and comes back after every loss until close. */
  connect(): void {
    if (this.#closed) return;
    this.#listener.link("connecting");
    const wire = this.#around.open();
    this.#wire = wire;
    this.#opened = false;
    wire.onopen = () => {
      this.#opened = true;
      this.#listener.link("open");
      this.#heard();
    };
    wire.onmessage = (e) => this.#receive(wire, String(e.data));
    wire.onclose = (e) => void this.#lost(wire, e.code);
  }

  /** Sends what is asked for. The reply always comes: without connection or answer it is one that says so. */
  send(ask: Ask): Promise<Reply> {
    this.#count += 1;
    const command: Command = { type: "command", id: `${this.#count}`, ...ask };
    const wire = this.#wire;
    if (!wire || !this.#opened) return Promise.resolve(refusal(command.id, NOT_CONNECTED));
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(refusal(command.id, NO_ANSWER)), REPLY_MS);
      this.#waiting.set(command.id, { resolve, timer });
      wire.send(JSON.stringify(command));
    });
  }

  /** Drops this connection and makes a new one: after a gap in the messages, a new snapshot is the way back. */
  restart(): void {
    this.#wire?.close(CLOSE_OUT_OF_STEP, "out of step");
  }

  /** Ends the connection for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#wire?.close(1000, "page closed");
    this.#refuseWaiting();
  }

  #receive(wire: Wire, data: string): void {
    if (wire !== this.#wire) return;
    this.#heard();
    let message: Message;
    try {
      message = decodeMessage(data);
    } catch {
      this.restart();
      return;
    }
    if (message.type === "reply") this.#settle(message);
    if (message.type === "snapshot") this.#failures = 0;
    this.#listener.message(message);
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#abandon(), SILENT_MS);
  }

  /** A dead connection may take minutes to close: leave it behind. */
  #abandon(): void {
    const wire = this.#wire;
    if (!wire) return;
    wire.close(CLOSE_OUT_OF_STEP, "silent");
    void this.#lost(wire, CLOSE_OUT_OF_STEP);
  }

  async #lost(wire: Wire, code: number): Promise<void> {
    if (wire !== this.#wire) return;
    this.#wire = null;
    clearTimeout(this.#silence);
    this.#refuseWaiting();
    if (this.#closed) return;
    this.#listener.link("lost");
    // A browser does not tell why a handshake was refused; plain HTTP does.
    const refused = code === CLOSE_EXPIRED || (!this.#opened && !(await this.#around.admitted()));
    if (refused) {
      this.#listener.link("expired");
      return;
    }
    this.#retry = setTimeout(() => this.connect(), backoff(this.#failures, this.#around.random));
    this.#failures += 1;
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(reply.id);
    waiting.resolve(reply);
  }

  #refuseWaiting(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(refusal(id, NO_ANSWER));
  }
}

function refusal(id: string, error: string): Reply {
  return { type: "reply", id, ok: false, error };
}
