// The one living thing of the page: the connection's messages become the state that all components draw.

import { Clock } from "./clock";
import { isStale } from "./staleness";
import { type Ask, type Hello, type Message, PROTOCOL, type Reply } from "./protocol";
import { initial, reduce, type State } from "./session";
import { type Link, Socket, type Surroundings } from "./socket";

/** How often figures that depend on the time are looked at again (ms). */
const TICK_MS = 200;

/** Why the page cannot go on by itself. "outdated": the program speaks another version than this page. */
export type Trouble = "expired" | "outdated" | null;

export class Dashboard {
  state = $state.raw<State>(initial);
  link = $state<Link>("connecting");
  /** Nothing has come for a while: what is measured is old. */
  stale = $state(false);
  /** Session time (ms), renewed a few times a second: for figures. The strip asks the clock itself. */
  now = $state(0);
  /** Session time (ms) of the last message: beyond it nothing is known. */
  known = $state(0);
  trouble = $state<Trouble>(null);
  /** One sentence on what was asked for and not done; "" when there is none. */
  complaint = $state("");

  readonly clock = new Clock();
  #socket: Socket;
  #heardAt = 0;
  #version = "";
  #tick: ReturnType<typeof setInterval> | undefined;
  #reload: () => boolean;

  /** reload loads the page anew; it says false when that was just tried. */
  constructor(around: Surroundings, reload: () => boolean) {
    this.#reload = reload;
    this.#socket = new Socket({ message: (m) => this.#take(m), link: (l) => this.#linked(l) }, around);
  }

  start(): void {
    this.#heardAt = performance.now();
    this.#socket.connect();
    this.#tick = setInterval(() => this.#look(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#tick);
    this.#socket.close();
  }

  /** Asks the program for something. What it refuses is shown, and handed back. */
  async ask(ask: Ask): Promise<Reply> {
    const reply = await this.#socket.send(ask);
    this.complaint = reply.ok ? "" : reply.error;
    return reply;
  }

  #take(m: Message): void {
    this.#heardAt = performance.now();
    if (m.type === "reply") return;
    if (m.type === "hello" && !this.#sameProgram(m)) return;
    const next = reduce(this.state, m);
    if (next === "gap") {
      this.#socket.restart();
      return;
    }
    this.state = next;
    const view = next.view;
    if (!view || m.type === "hello") return;
    this.clock.sync(next.atMs, this.#heardAt, view.session.speed, view.session.running);
    this.known = next.atMs;
    this.#look();
  }

  /** A page is of one program and one protocol; another one comes with a page of its own. */
  #sameProgram(m: Hello): boolean {
    const same = m.protocol === PROTOCOL && (this.#version === "" || this.#version === m.version);
    this.#version = m.version;
    if (same) return true;
    if (!this.#reload()) this.trouble = "outdated";
    return false;
  }

  #linked(link: Link): void {
    this.link = link;
    if (link === "expired") this.trouble = "expired";
    this.#look();
  }

  #look(): void {
    const view = this.state.view;
    if (!view) return;
    const wall = performance.now();
    this.now = this.clock.at(wall);
    this.stale = isStale(this.link, view.session, wall - this.#heardAt);
  }
}
