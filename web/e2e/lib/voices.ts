// The two channels of the bundled session as files for virtual microphones.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RATE = 16000;

/** The channels of the bundled session: mu-law samples. */
function channels(): [Buffer, Buffer] {
  const wav = readFileSync(join(import.meta.dirname, "../../../internal/bundled/session.wav"));
  const data = wav.indexOf("data") + 8;
  const frames = (wav.length - data) >> 1;
  const sides: [Buffer, Buffer] = [Buffer.alloc(frames), Buffer.alloc(frames)];
  for (let i = 0; i < frames; i++) {
    sides[0][i] = wav[data + 2 * i] ?? 0xff;
    sides[1][i] = wav[data + 2 * i + 1] ?? 0xff;
  }
  return sides;
}

/** Decodes a mu-law sample (ITU-T G.711) to 16 bits. */
export function linear(code: number): number {
  const u = ~code & 0xff;
  const magnitude = ((((u & 0x0f) << 3) + 0x84) << ((u & 0x70) >> 4)) - 0x84;
  return u & 0x80 ? -magnitude : magnitude;
}

/** Writes a mono WAV file of 16 bits and returns its path. */
export function writeWAV(name: string, rate: number, samples: Int16Array): string {
  const header = Buffer.alloc(44);
  const bytes = samples.byteLength;
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(bytes, 40);
  const path = join(mkdtempSync(join(tmpdir(), "evenkeel-voice-")), `${name}.wav`);
  writeFileSync(path, Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, bytes)]));
  return path;
}

/** A channel of the bundled session as samples at 16 kHz. */
export function samples(channel: 0 | 1): Int16Array {
  return Int16Array.from(channels()[channel], linear);
}

/** Coach and client from one second of the bundled session to another, a file each. */
export function voices(from: number, to: number): { coach: string; client: string } {
  const [coach, client] = channels().map((side) =>
    Int16Array.from(side.subarray(from * RATE, to * RATE), linear),
  ) as [Int16Array, Int16Array];
  return { coach: writeWAV("coach", RATE, coach), client: writeWAV("client", RATE, client) };
}
