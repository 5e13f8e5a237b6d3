// Pictures of comparisons and trends: `npm run shots` writes them to test-results.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launch, PHONE, settled, watched } from "./lib/browser";
import { compared } from "./lib/compared";
import { followed } from "./lib/followed";
import { generated } from "./lib/generated";
import { listed } from "./lib/listed";
import { StandIn } from "./lib/server";

const TARGET = process.env.SHOTS ?? fileURLToPath(new URL("../test-results/", import.meta.url));
const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 1100 } };
const DARK: BrowserContextOptions = { ...DESK, colorScheme: "dark" };
const TALL: BrowserContextOptions = { ...PHONE, viewport: { width: 390, height: 2600 } };

interface Shot {
  name: string;
  path: string;
  options?: BrowserContextOptions;
  sessions?: number;
  prepare?: (page: Page) => Promise<unknown>;
}

const paper = async (page: Page) => {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1500 });
};

const SHOTS: Shot[] = [
  { name: "compare", path: "sessions/compare?a=s6&b=s3" },
  { name: "compare-dark", path: "sessions/compare?a=s6&b=s3", options: DARK },
  { name: "compare-phone", path: "sessions/compare?a=s6&b=s3", options: TALL },
  { name: "compare-paper", path: "sessions/compare?a=s6&b=s3", prepare: paper },
  { name: "compare-mixed", path: "sessions/compare?a=s6&b=s9" },
  { name: "trends", path: "sessions/trends" },
  { name: "trends-dark", path: "sessions/trends", options: DARK },
  { name: "trends-phone", path: "sessions/trends", options: TALL },
  { name: "trends-200", path: "sessions/trends", sessions: 200 },
  { name: "trends-one", path: "sessions/trends", sessions: 1 },
  { name: "trends-paper", path: "sessions/trends", prepare: paper },
  {
    name: "trends-table",
    path: "sessions/trends",
    prepare: (p) => p.getByRole("button", { name: "Show as table" }).click(),
  },
  {
    name: "trends-goal",
    path: "sessions/trends",
    prepare: (p) => p.getByRole("button", { name: "Set a goal" }).click(),
  },
  ...[DESK, PHONE].map((options, i) => ({
    name: i === 0 ? "list-choosing" : "list-choosing-phone",
    path: "sessions",
    options,
    prepare: async (p: Page) => {
      await p.getByRole("button", { name: "Compare Session 2", exact: true }).click();
      await p.getByRole("button", { name: "Compare Session 5", exact: true }).click();
    },
  })),
];

describe("pictures", () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(TARGET, { recursive: true });
    browser = await launch();
  });
  afterAll(() => browser.close());

  test.each(SHOTS)("$name", async ({ name, path, options = DESK, sessions = 14, prepare }) => {
    const server = await StandIn.start(null);
    Object.assign(server.records, {
      review: (a: { path: string }) =>
        generated(a.path.includes("s6") ? 1_928_000 : 2_700_000, a.path.length),
      compare: (a: { query: Record<string, string> }) => compared(a.query.b === "s9"),
      trends: () => followed(sessions),
      list: listed(20),
    });
    const w = await watched(browser, options);
    await w.page.goto(server.url + path);
    await w.page.getByRole("main").waitFor();
    await settled(w.page);
    await w.page.waitForTimeout(300);
    await prepare?.(w.page);
    await w.page.waitForTimeout(300);
    await w.page.screenshot({ path: `${TARGET}/${name}.png` });
    expect(w.problems).toEqual([]);
    await w.page.context().close();
    await server.stop();
  });
});
