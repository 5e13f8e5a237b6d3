// How long a kept session of two hours with four microphones takes to open, and new facts after a length was moved: the
// real program, the page in Chromium. `make bench` runs it; nothing fails when the machine is slow.

import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../lib/browser";
import { Monitor, NO_SOUND } from "../lib/monitor";

const RUNS = 7;
const ROOT = join(import.meta.dirname, "..", "..", "..");

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test("a session of two hours opens, and a length is moved", async () => {
  const data = mkdtempSync(join(tmpdir(), "evenkeel-two-hours-"));
  const kept = execFileSync(
    "go",
    ["test", "-count=1", "-v", "-run", "^TestKeepATwoHourSession$", "./internal/archive"],
    { cwd: ROOT, env: { ...process.env, KEEP_TWO_HOURS_IN: data }, encoding: "utf8" },
  );
  const id = /kept (\S+)/.exec(kept)?.[1] ?? "";
  const [cold, warm, moved]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run <= RUNS; run++) {
    const monitor = await Monitor.start(["run", "--data", data], NO_SOUND);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(monitor.link);
    const opened = await open(page, new URL(`/sessions/${id}`, monitor.link).href, run === 0);
    if (run > 0) cold.push(opened); // nobody had been asked for a guess before
    if (run === RUNS) {
      for (let i = 0; i < RUNS; i++) warm.push(await open(page, page.url(), false));
      for (let i = 0; i < RUNS; i++) moved.push(await page.evaluate(move, i % 2 ? "3000" : "2000"));
    }
    await page.close();
    expect(await monitor.stop()).toBe(0);
  }
  console.log(
    [
      `2 h, 4 channels, load of the machine ${loadavg()
        .map((n) => n.toFixed(1))
        .join(" ")}; medians of ${RUNS} (all)`,
      `from the address to the drawn review, after the program has started: ${told(cold)}   (wanted: 1000 ms)`,
      `again: ${told(warm)}`,
      `from a length that is moved to its facts on the screen: ${told(moved)}   (wanted: 300 ms)`,
    ].join("\n"),
  );
}, 300_000);

/** Opens the review and gives how long it took until it was drawn (ms). first: the guess is declined before. */
async function open(page: Page, address: string, first: boolean): Promise<number> {
  await page.goto(address, { waitUntil: "commit" });
  if (first) await page.getByText("Rather not").click();
  await page.locator(".lanes canvas").waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))),
      ),
  );
}

/** Runs in the page: moves the length that silences count from, and gives how long until its facts are there (ms). */
function move(to: string): Promise<number> {
  const slider = document.querySelector(".silences input") as HTMLInputElement;
  const said = () => document.querySelector(".silences p")?.textContent;
  const [before, from] = [said(), performance.now()];
  slider.value = to;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  return new Promise((done) => {
    requestAnimationFrame(function look() {
      if (said() === before) requestAnimationFrame(look);
      else requestAnimationFrame(() => done(performance.now() - from));
    });
  });
}

function told(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  return `${Math.round(sorted[sorted.length >> 1] ?? 0)} ms (${ms.map((n) => Math.round(n)).join(", ")})`;
}
