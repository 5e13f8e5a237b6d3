// The real program, and virtual microphones for it.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The program as `make build` leaves it; MONITOR names another one. */
const PROGRAM = process.env.MONITOR ?? join(ROOT, "bin", "monitor");

type Env = Record<string, string>;

/** A running program. */
export class Monitor {
  output = "";

  private constructor(
    readonly process: ChildProcess,
    private readonly exited: Promise<number | null>,
  ) {}

  /** Starts the program on a port of its own and waits for its link. */
  static async start(args: string[], env: Env = {}): Promise<Monitor> {
    const XDG_DATA_HOME = mkdtempSync(join(tmpdir(), "evenkeel-data-"));
    const child = spawn(PROGRAM, [...args, "--listen", "127.0.0.1:0"], {
      env: { ...process.env, XDG_DATA_HOME, ...env },
    });
    const monitor = new Monitor(child, new Promise((done) => child.on("exit", done)));
    child.stdout.on("data", (text: Buffer) => (monitor.output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (monitor.output += text.toString()));
    for (let tries = 0; tries < 200 && !monitor.link && child.exitCode === null; tries++) await sleep(50);
    if (!monitor.link) throw new Error(`no link from the program:\n${monitor.output}`);
    return monitor;
  }

  /** The link that it printed; "" before that. */
  get link(): string {
    return /^Dashboard: (\S+)$/m.exec(this.output)?.[1] ?? "";
  }

  /** Interrupts it, as Ctrl-C does, and waits for the exit code. */
  async stop(): Promise<number | null> {
    this.process.kill("SIGINT");
    return this.exited;
  }
}

/** A sound server of its own with virtual microphones: two of USB, an interface with two lapels, or a call. */
export class Microphones {
  private readonly dir = mkdtempSync(join(tmpdir(), "evenkeel-mics-"));
  /** What a program needs in its environment to hear them. */
  readonly env: Env;

  constructor(kind: "usb" | "lapels" | "call") {
    const told = this.script("start", kind);
    this.env = { PULSE_SERVER: /PULSE_SERVER=(\S+)/.exec(told)?.[1] ?? "", VIRTUAL_MICS_DIR: this.dir };
  }

  /** Lets a microphone hear a file. It comes back when the file is over. */
  play(device: string, file: string): Promise<void> {
    const child = spawn(join(ROOT, "scripts", "virtual-mics"), ["play", device, file], {
      env: { ...process.env, ...this.env },
      stdio: "ignore",
    });
    return new Promise((done, fail) => {
      child.on("exit", (code) =>
        code === 0 ? done() : fail(new Error(`playing ${file}: exit code ${code}`)),
      );
    });
  }

  unplug(device: string): void {
    this.script("unplug", device);
  }

  plug(device: string): void {
    this.script("plug", device);
  }

  stop(): void {
    this.script("stop");
  }

  private script(...args: string[]): string {
    return execFileSync(join(ROOT, "scripts", "virtual-mics"), args, {
      env: { ...process.env, VIRTUAL_MICS_DIR: this.dir },
      encoding: "utf8",
    });
  }
}

/** The environment of a machine without sound. */
export const NO_SOUND: Env = { PULSE_SERVER: "unix:/nonexistent", XDG_RUNTIME_DIR: "/nonexistent" };

export function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
