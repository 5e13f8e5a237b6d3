// The audio of a session as the program sends it: a WAV file in parts, half a minute at most to a request without an end.

import type { IncomingMessage, ServerResponse } from "node:http";

const MOST = 1 << 20;
const RATE = 16_000;

/** A tone of lengthMs, 16 kHz, 16 bits, mono. */
function wav(lengthMs: number): Buffer {
  const samples = (lengthMs / 1000) * RATE;
  const file = Buffer.alloc(44 + 2 * samples);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(2 * samples, 40);
  for (let i = 0; i < samples; i++) file.writeInt16LE(Math.round(3000 * Math.sin(i / 6)), 44 + 2 * i);
  return file;
}

/** Answers requests for audio of lengthMs. */
export function sound(lengthMs: number): (req: IncomingMessage, res: ServerResponse) => void {
  const file = wav(lengthMs);
  return (req, res) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(req.headers.range ?? "") ?? [];
    res.setHeader("Content-Type", "audio/wav").setHeader("Accept-Ranges", "bytes");
    if (first === undefined) {
      res.writeHead(200, { "Content-Length": file.length }).end(file);
      return;
    }
    const from = Number(first);
    const to = Math.min(last ? Number(last) : from + MOST - 1, file.length - 1);
    res.writeHead(206, {
      "Content-Range": `bytes ${from}-${to}/${file.length}`,
      "Content-Length": to + 1 - from,
    });
    res.end(file.subarray(from, to + 1));
  };
}
