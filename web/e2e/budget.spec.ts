// What the first load costs.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

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
