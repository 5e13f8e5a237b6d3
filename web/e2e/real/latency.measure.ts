// Sound to screen: from the first sample of an utterance that is written to a virtual microphone to the changed DOM in
// Chromium, and to the message that says the speech is settled. `make bench` runs it and prints the distribution;
// nothing fails when the machine is slow.

import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, writeSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StripItem } from "../../src/lib/protocol";
import { launch, watched } from "../lib/browser";
import { Microphones, Monitor, sleep } from "../lib/monitor";
import { samples } from "../lib/voices";

const RATE = 16000;
const BLOCK = RATE / 100; // 10 ms, as sound is written
const HEARD = 0.6; // seconds of each utterance
const QUIET = 1.3; // seconds between them, at least
const ROUNDS = 4; // every utterance so often
const BLEED = 10 ** (-12 / 20); // of the coach in the client's microphone, -12 dB
const WAY = Math.round(RATE * 0.003); // samples that sound takes there, a metre

/** A stretch of sound that is written, and where in it somebody starts to speak. */
interface Piece {
  sound: Int16Array;
  onset: number;
}

/** The beginnings of all utterances of the coach that follow a silence of their own, with room noise before each. */
function pieces(room: Int16Array): Piece[] {
  const rttm = readFileSync(join(import.meta.dirname, "../../../internal/bundled/reference.rttm"), "utf8");
  const coach = samples(0);
  let last = 0;
  const found: Piece[] = [];
  for (const line of rttm.split("\n")) {
    const [kind, , , start, length, , , speaker] = line.split(" ");
    if (kind !== "SPEAKER" || speaker !== "coach") continue;
    const from = Math.round(Number(start) * RATE);
    const end = from + Math.round(Number(length) * RATE);
    if (from - last >= RATE && end - from >= HEARD * RATE) {
      const lead = Math.round((QUIET + (found.length % 7) * 0.011) * RATE); // every phase of hops and buffers
      const sound = new Int16Array(lead + HEARD * RATE);
      for (let i = 0; i < lead; i++) sound[i] = room[i % room.length] ?? 0;
      sound.set(coach.subarray(from, from + HEARD * RATE), lead);
      found.push({ sound, onset: lead });
    }
    last = end;
  }
  return found;
}

/** Two microphones on one interface, the coach's and the client's: they hear what is queued, and room noise when nothing
 *  is, in real time from their first moment on. */
class Pipe {
  private readonly fifo: number;
  private readonly queue: Piece[] = [];
  private at = 0; // the next sample of the piece in front
  private noise = 0;
  private readonly running: Promise<void>;
  private stopped = false;
  /** When each utterance began, ms of the epoch. */
  readonly spoken: number[] = [];

  constructor(
    readonly name: string,
    env: Record<string, string>,
    private readonly rooms: [Int16Array, Int16Array],
    private readonly bleed: boolean,
  ) {
    const file = join(mkdtempSync(join(tmpdir(), "evenkeel-pipe-")), "fifo");
    const args = ["load-module", "module-pipe-source", `source_name=${name}`, `file=${file}`];
    execFileSync("pactl", [...args, "format=s16le", "channels=2", `rate=${RATE}`], {
      env: { ...process.env, ...env },
    });
    this.fifo = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    this.running = this.run();
  }

  say(piece: Piece): void {
    this.queue.push(piece);
  }

  get silent(): boolean {
    return this.queue.length === 0;
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.running;
    closeSync(this.fifo);
  }

  private async run(): Promise<void> {
    const start = performance.now();
    for (let written = BLOCK; !this.stopped; written += BLOCK) {
      const wait = start + (written / RATE) * 1000 - performance.now();
      if (wait > 0) await sleep(wait);
      const block = this.next();
      try {
        writeSync(this.fifo, Buffer.from(block.buffer, block.byteOffset, block.byteLength));
      } catch (e) {
        if ((e as NodeJS.ErrnoException).code !== "EAGAIN") throw e; // nobody listens yet
      }
    }
  }

  /** The next block: what the microphones heard in the last 10 ms. */
  private next(): Int16Array {
    const block = new Int16Array(2 * BLOCK);
    const piece = this.queue[0];
    for (let i = 0; i < BLOCK; i++) {
      const at = this.at + i;
      const [own, other] = this.rooms.map((room) => room[(this.noise + i) % room.length] ?? 0);
      block[2 * i] = piece ? (piece.sound[at] ?? 0) : (own ?? 0);
      block[2 * i + 1] =
        (other ?? 0) + (piece && this.bleed ? Math.round((piece.sound[at - WAY] ?? 0) * BLEED) : 0);
    }
    this.noise += BLOCK;
    if (!piece) return block;
    if (this.at <= piece.onset && piece.onset < this.at + BLOCK) {
      const ago = ((this.at + BLOCK - piece.onset) / RATE) * 1000;
      this.spoken.push(performance.timeOrigin + performance.now() - ago);
    }
    this.at += BLOCK;
    if (this.at + BLOCK > piece.sound.length) {
      this.queue.shift();
      this.at = 0;
    }
    return block;
  }
}

/** Runs in the page: remembers when the rails of coach and client lit. */
function watchRails() {
  const lit: number[][] = [[], []];
  (globalThis as unknown as { lit: number[][] }).lit = lit;
  for (const [channel, times] of lit.entries()) {
    const rail = document.querySelector(`[data-channel='${channel}']`) as HTMLElement;
    new MutationObserver(() => {
      if (rail.dataset.speaking === "yes") times.push(performance.timeOrigin + performance.now());
    }).observe(rail, { attributeFilter: ["data-speaking"] });
  }
}

/** When messages said of new speech of the coach that it is settled, ms of the epoch. */
function settledSpeech(page: Page): number[] {
  const times: number[] = [];
  const known = new Set<string>();
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      const now = performance.timeOrigin + performance.now();
      const { strip } = JSON.parse(String(payload)) as { strip?: { upsert?: StripItem[] } };
      for (const item of strip?.upsert ?? []) {
        if (item.kind !== "speech" || item.channel !== 0 || item.status || known.has(item.id)) continue;
        known.add(item.id);
        times.push(now);
      }
    }),
  );
  return times;
}

const percentile = (sorted: number[], p: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN;

/** How late the first of times is after each utterance, in one line, and how many there are. */
function lateness(spoken: number[], times: number[]): { text: string; found: number } {
  const late = spoken.flatMap((at) => {
    const first = times.find((t) => t >= at);
    return first !== undefined && first - at < 1000 ? [first - at] : [];
  });
  late.sort((a, b) => a - b);
  const p = (x: number) => `${percentile(late, x).toFixed(0)} ms`;
  return {
    text: `p50 ${p(0.5)}, p75 ${p(0.75)}, p95 ${p(0.95)}, longest ${p(1)}`,
    found: late.length,
  };
}

test.each([
  { name: "without bleed", bleed: false },
  { name: "with bleed of -12 dB", bleed: true },
])(
  "sound to screen $name",
  async ({ name, bleed }) => {
    const mics = new Microphones("usb");
    const [room, other] = [samples(0).subarray(0, RATE), samples(1).subarray(0, RATE)]; // a second of room
    const pipe = new Pipe("pipe", mics.env, [room, other], bleed);
    const channels = ["-c", "coach=pipe:1", "-c", "client=pipe:2"];
    const monitor = await Monitor.start(["run", "--agreed", ...channels], mics.env);
    const browser = await launch();
    const { page } = await watched(browser);
    const settled = settledSpeech(page);
    await page.goto(monitor.link);
    await page.getByText(/signal good/).waitFor();
    await page.evaluate(watchRails);

    for (let round = 0; round < ROUNDS; round++) pieces(room).forEach((piece) => pipe.say(piece));
    while (!pipe.silent) await sleep(100);
    await sleep(1000);
    const [lit, wrong] = await page.evaluate(() => (globalThis as unknown as { lit: number[][] }).lit);
    await browser.close();
    await monitor.stop();
    await pipe.close();
    mics.stop();

    const { spoken } = pipe;
    const lamp = lateness(spoken, lit ?? []);
    const facts = lateness(spoken, settled);
    console.log(
      `sound to screen ${name}, ${cpus().length} x ${cpus()[0]?.model}\n` +
        `  ${lamp.found} of ${spoken.length} utterances lit the coach's rail; ${wrong?.length} times the client's lit\n` +
        `  who is speaking  ${lamp.text}   (wanted: p50 100 ms, p95 150 ms)\n` +
        `  settled speech   ${facts.text}   (wanted: 350 ms)`,
    );
    expect(lamp.found).toBeGreaterThan(spoken.length * 0.9);
  },
  300_000,
);
