// The WebVTT files of a session, read by the browser that is meant to play them. Go writes them in internal/export.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "./lib/browser";

interface Cue {
  start: number;
  end: number;
  text: string;
  voice: string | null;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
});

/** What the browser makes of a file. */
async function cues(name: string): Promise<Cue[]> {
  const file = readFileSync(
    fileURLToPath(new URL(`../../internal/export/testdata/${name}`, import.meta.url)),
  );
  const page = await browser.newPage();
  const found = await page.evaluate(
    (src) =>
      new Promise<Cue[]>((done, fail) => {
        const track = document.createElement("track");
        track.onerror = () => {
          fail(new Error("the browser takes it for no WebVTT"));
        };
        track.onload = () => {
          done(
            Array.from(track.track.cues ?? [], (c) => {
              const cue = c as VTTCue;
              const shown = cue.getCueAsHTML();
              const voice = shown.querySelector("span")?.getAttribute("title") ?? null;
              return { start: cue.startTime, end: cue.endTime, text: shown.textContent, voice };
            }),
          );
        };
        const video = document.createElement("video");
        video.append(track);
        document.body.append(video);
        track.track.mode = "hidden";
        track.src = src;
      }),
    `data:text/vtt;base64,${file.toString("base64")}`,
  );
  await page.close();
  return found;
}

test("captions name who holds the floor, whatever the name", async () => {
  const names = [
    `Zoë "Zo" O'Neill`,
    "a <b> & c > d --> e",
    "שירה כהן",
    "👩‍💻 Mia, Ms.; x y",
    "two lines",
    "=1+1|@`$\\",
  ];
  expect(await cues("turns.vtt")).toEqual(
    names.map((name, k) => ({ start: 3 * k, end: 3 * k + 3.5, text: name, voice: name })),
  );
});

test("chapters hold the moments, whatever a mark says", async () => {
  const found = await cues("moments.vtt");
  expect(found[0]).toEqual({
    start: 2,
    end: 4,
    text: "a 00:00:01.000 --> 00:00:02.000 &lt; <i>",
    voice: null,
  });
  expect(found).toContainEqual({ start: 3, end: 5, text: "Mark", voice: null });
  expect(found).toContainEqual({
    start: 3,
    end: 3.4,
    text: "a <b> & c > d --> e took the floor in overlap, 0.4 s",
    voice: null,
  });
  expect(found).toHaveLength(20);
});
