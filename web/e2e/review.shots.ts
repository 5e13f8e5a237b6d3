// Pictures of the review and the list, to be laid beside the mocks: `npm run shots` writes them to test-results.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launch, PHONE, settled, watched } from "./lib/browser";
import { listed } from "./lib/listed";
import { generated } from "./lib/generated";
import { StandIn } from "./lib/server";

const TARGET = process.env.SHOTS ?? fileURLToPath(new URL("../test-results/", import.meta.url));
const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const DARK: BrowserContextOptions = { ...DESK, colorScheme: "dark" };
const LENGTH = 1_928_000;

interface Shot {
  name: string;
  options?: BrowserContextOptions;
  path?: string;
  prepare?: (page: Page, server: StandIn) => Promise<unknown>;
  length?: number;
}

const firstTaken = (page: Page) =>
  page
    .getByRole("button", { name: /took the floor/ })
    .first()
    .click();

async function unasked(page: Page, server: StandIn) {
  const r = generated(LENGTH);
  server.records.review = () => ({ ...r, guesses: { ...r.guesses, asked: false } });
  await page.reload();
  await page.getByRole("heading", { name: "Before the figures" }).waitFor();
}

/** Three people: rows of figures in place of wires. */
async function group(page: Page, server: StandIn) {
  const r = generated(LENGTH);
  const [coach, client] = r.lanes;
  if (!coach || !client) return;
  const third = {
    ...{ channel: 2, id: "observer", name: "Ruth", role: "observer", initials: "Ru", measured: true },
  } as const;
  const rows = r.balance.rows.map((row) => ({
    ...row,
    figures: [0, 1, 2].map((channel) => ({
      channel,
      value: String(30 + channel),
      unit: "%",
      position: 0.3,
      interval: null,
    })),
  }));
  server.records.review = () => ({
    ...r,
    people: [...r.people, third],
    lanes: [
      coach,
      client,
      { ...client, channel: 2, speech: client.speech.filter((_, i) => i % 7 === 0), floor: [] },
    ],
    balance: { ...r.balance, mode: "group", left: -1, right: -1, rows },
    phases: [{ seq: 5, by: "coach", start_ms: 0, end_ms: 90_000, name: "Opening" }],
    excluded: [{ seq: 6, by: "coach", start_ms: 100_000, end_ms: 130_000, text: "Exercise" }],
    remarks: ["The client’s mic also hears the coach; overlaps can’t be told apart"],
  });
  await page.reload();
  await page.getByRole("main").waitFor();
}

async function paper(page: Page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.setViewportSize({ width: 794, height: 1123 });
}

const SHOTS: Shot[] = [
  { name: "review", prepare: firstTaken },
  { name: "review-dark", options: DARK, prepare: firstTaken },
  { name: "review-phone", options: PHONE },
  { name: "review-export", prepare: (p) => p.getByRole("button", { name: "Export" }).click() },
  { name: "review-whole", prepare: (p) => p.keyboard.press("0") },
  {
    name: "review-below",
    prepare: (p) => p.getByRole("heading", { name: "Over the session" }).evaluate((e) => e.scrollIntoView()),
  },
  { name: "review-notes", prepare: (p) => p.getByRole("tab", { name: /Notes/ }).click() },
  { name: "review-settings", prepare: (p) => p.getByRole("tab", { name: "Settings" }).click() },
  { name: "review-note-form", prepare: (p) => p.keyboard.press("n") },
  { name: "review-reflection", prepare: unasked },
  { name: "review-table", prepare: (p) => p.getByRole("button", { name: "Show as table" }).click() },
  { name: "review-paper", prepare: paper },
  { name: "review-phone-full", options: { ...PHONE, viewport: { width: 390, height: 3200 } } },
  { name: "sessions", path: "sessions" },
  { name: "sessions-dark", path: "sessions", options: DARK },
  { name: "sessions-phone", path: "sessions", options: PHONE },
  {
    name: "sessions-erase",
    path: "sessions",
    prepare: (p) => p.getByRole("button", { name: /Erase/ }).first().click(),
  },
  { name: "review-group", prepare: group },
  { name: "review-3h", length: 10_800_000, prepare: (p) => p.keyboard.press("0") },
];

describe("pictures", () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(TARGET, { recursive: true });
    browser = await launch();
  });
  afterAll(() => browser.close());

  test.each(SHOTS)(
    "$name",
    async ({ name, options = DESK, path = "sessions/s6", prepare, length = LENGTH }) => {
      const server = await StandIn.start(null);
      server.records.list = listed(120);
      server.records.review = () => generated(length);
      const w = await watched(browser, options);
      await w.page.goto(server.url + path);
      await w.page.getByRole("main").waitFor();
      await settled(w.page);
      await prepare?.(w.page, server);
      await w.page.waitForTimeout(300);
      await w.page.screenshot({ path: `${TARGET}/${name}.png` });
      expect(w.problems).toEqual([]);
      await w.page.context().close();
      await server.stop();
    },
  );
});
