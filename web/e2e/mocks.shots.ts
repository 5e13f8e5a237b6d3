// Pictures of every mock, to be laid beside it: `npm run shots` writes them to test-results.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { Snapshot } from "../src/lib/protocol";
import { launch, LAPTOP, PHONE, settled, watched, type Watched } from "./lib/browser";
import { bundled, frozen, secret, snapshot } from "./lib/golden";
import { StandIn } from "./lib/server";

const TARGET = fileURLToPath(new URL("../test-results/", import.meta.url));
const DARK: BrowserContextOptions = { ...LAPTOP, colorScheme: "dark" };

interface Shot {
  name: string;
  first: Snapshot;
  options?: BrowserContextOptions;
  prepare?: (w: Watched, s: StandIn) => Promise<unknown>;
}

const title = (name: string) => (w: Watched) => w.page.getByRole("button", { name, exact: true }).click();

const press = (key: string) => (w: Watched) => w.page.keyboard.press(key);
const menu = (item: string) => async (w: Watched) => {
  await title("More")(w);
  await title(item)(w);
  await w.page.waitForTimeout(300);
};

/** Lets half a minute pass on the page's clock while nothing comes. */
async function silence({ page }: Watched, s: StandIn) {
  s.snapshot = null;
  await page.clock.runFor(32_500);
  await page.clock.runFor(400);
}

const SHOTS: Shot[] = [
  { name: "glance-light", first: frozen("glance-light") },
  { name: "glance-dark", first: frozen("glance-dark"), options: DARK },
  { name: "glance-phone", first: frozen("glance-light"), options: PHONE },
  { name: "glance-stale", first: snapshot("glance-light"), prepare: silence },
  { name: "glance-definition", first: frozen("glance-light"), prepare: title("Taking the floor in overlap") },
  { name: "glance-menu", first: frozen("glance-light"), prepare: title("More") },
  { name: "glance-menu-phone", first: frozen("glance-light"), options: PHONE, prepare: title("More") },
  { name: "glance-table", first: frozen("glance-light"), prepare: menu("Show as table") },
  { name: "glance-agreement", first: frozen("glance-light"), prepare: menu("Agreement") },
  { name: "glance-end", first: frozen("glance-light"), prepare: title("End") },
  { name: "glance-definitions", first: frozen("glance-light"), prepare: press("?") },
  { name: "glance-marked", first: frozen("glance-light"), prepare: press("k") },
  { name: "glance-hidden", first: frozen("glance-light"), prepare: press("h") },
  { name: "glance-secret", first: secret() },
  { name: "glance-bundled", first: bundled() },
  { name: "glance-paused", first: frozen("paused") },
  { name: "glance-group", first: frozen("group") },
  { name: "glance-group-phone", first: frozen("group"), options: PHONE },
  { name: "glance-dark-phone", first: frozen("glance-dark"), options: { ...PHONE, colorScheme: "dark" } },
  { name: "setup", first: snapshot("setup") },
  { name: "setup-dark", first: snapshot("setup"), options: DARK },
  { name: "setup-phone", first: snapshot("setup"), options: PHONE },
  { name: "setup-one-mic", first: snapshot("one-mic") },
  { name: "setup-no-device", first: snapshot("no-device") },
  { name: "ended", first: snapshot("ended") },
  { name: "ended-phone", first: snapshot("ended"), options: PHONE },
  { name: "ended-dark", first: snapshot("ended"), options: DARK },
];

describe("pictures", () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(TARGET, { recursive: true });
    browser = await launch();
  });
  afterAll(() => browser.close());

  test.each(SHOTS)("$name", async ({ name, first, options, prepare }) => {
    const server = await StandIn.start(first);
    const w = await watched(browser, options);
    if (prepare === silence) await w.page.clock.install({ time: 0 });
    await w.page.goto(server.url);
    await w.page.getByRole("main").waitFor();
    if (prepare !== silence) await settled(w.page);
    await prepare?.(w, server);
    expect(w.problems).toEqual([]);
    await w.page.screenshot({ path: `${TARGET}${name}.png` });
    await w.page.context().close();
    await server.stop();
  });
});
