// What the first load of each page costs.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const KB = 1024;

const zipped = (path: string) => gzipSync(readFileSync(DIST + path), { level: 9 }).length;

/** The files that one names: of the page itself those that it loads at once, of a program those that it imports. */
function named(path: string, pattern: RegExp): string[] {
  const text = readFileSync(DIST + path, "utf8");
  return [...text.matchAll(pattern)].map((m) => `assets/${m[1]}`);
}

/** Program and style that are loaded from first on, before anything is asked for. */
function loaded(first: string[]): Set<string> {
  const all = new Set<string>();
  const queue = [...first];
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (all.has(path)) continue;
    all.add(path);
    if (path.endsWith(".js")) queue.push(...named(path, /(?:from|import)\s*"\.\/([^"]+\.js)"/g));
  }
  return all;
}

const page = () => named("index.html", /(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g);
const weight = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + zipped(path), 0);

/** The chunks of a page that is loaded when it is asked for. */
const chunksOf = (name: string) =>
  readdirSync(`${DIST}assets`)
    .filter((file) => file.startsWith(`${name}-`))
    .map((file) => `assets/${file}`);

describe("the first load", () => {
  test("of the live page has at most 120 KB of program and style, and nothing of the review", () => {
    const paths = loaded(page());
    const size = weight(paths);
    console.log(`live: ${(size / KB).toFixed(1)} KB gzip`);
    expect(size).toBeGreaterThan(10 * KB);
    expect(size).toBeLessThanOrEqual(120 * KB);
    expect([...paths].filter((path) => /ReviewPage|SessionsPage/.test(path))).toEqual([]);
  });

  test.each(["ReviewPage", "SessionsPage"])(
    "of %s has at most 120 KB, with what the live page brings",
    (name) => {
      const chunks = chunksOf(name);
      const size = weight(loaded([...page(), ...chunks]));
      console.log(`${name}: ${(size / KB).toFixed(1)} KB gzip`);
      expect(chunks.length).toBeGreaterThan(1);
      expect(size).toBeLessThanOrEqual(120 * KB);
    },
  );

  test("has at most 75 KB of font", () => {
    const fonts = readdirSync(`${DIST}assets`).filter((name) => name.endsWith(".woff2"));
    const size = fonts.reduce((sum, name) => sum + readFileSync(`${DIST}assets/${name}`).length, 0);
    console.log(`font: ${(size / KB).toFixed(1)} KB`);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(75 * KB);
  });
});
