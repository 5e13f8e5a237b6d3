// What the first load costs, and what a frame costs.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { StripItem } from "../src/lib/protocol";
import { snapshot } from "./lib/golden";
import { stage } from "./lib/stage";

const ASSETS = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const KB = 1024;

const sizes = (ending: RegExp, weigh: (b: Buffer) => number) =>
  readdirSync(ASSETS)
    .filter((name) => ending.test(name))
    .map((name) => weigh(readFileSync(ASSETS + name)))
    .reduce((a, b) => a + b, 0);

describe("the first load", () => {
  test("has at most 120 KB of program and style", () => {
    const size = sizes(/\.(js|css)$/, (b) => gzipSync(b, { level: 9 }).length);
    console.log(`program and style: ${(size / KB).toFixed(1)} KB gzip`);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(120 * KB);
  });

  test("has at most 75 KB of font", () => {
    const size = sizes(/\.woff2$/, (b) => b.length);
    console.log(`font: ${(size / KB).toFixed(1)} KB`);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(75 * KB);
  });
});

describe("a running strip", () => {
  const s = stage();

  test("costs under 4 ms of script a frame, with ten messages a second", async () => {
    const first = snapshot("glance-light");
    const page = await s.open(first);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    const script = async () => {
      const { metrics } = await cdp.send("Performance.getMetrics");
      return metrics.find((m) => m.name === "ScriptDuration")?.value ?? 0;
    };
    const frames = page.evaluate(
      () =>
        new Promise<number>((done) => {
          let n = 0;
          const from = performance.now();
          requestAnimationFrame(function next(now) {
            n += 1;
            if (now - from > 5000) done(n);
            else requestAnimationFrame(next);
          });
        }),
    );
    const before = await script();
    for (let n = 1; n <= 50; n++) {
      s.server.send({
        at_ms: first.at_ms + n * 100,
        strip: { from_ms: 0, remove: [], upsert: [speech(first, n)] },
      });
      await page.waitForTimeout(100);
    }
    const perFrame = ((await script()) - before) / (await frames);
    console.log(`script a frame: ${(perFrame * 1000).toFixed(2)} ms, ${await frames} frames in 5 s`);
    expect(perFrame).toBeLessThan(0.004);
  });
});

/** Somebody who goes on speaking. */
function speech(first: { at_ms: number }, n: number): StripItem {
  const end_ms = first.at_ms + n * 100;
  return {
    ...{ id: "speaking", kind: "speech", start_ms: first.at_ms, end_ms, open: true },
    ...{ channel: 0, other: -1, taken: false, text: "", status: "provisional" },
  };
}
