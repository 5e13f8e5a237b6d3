// Pictures of every mock, to be laid beside it: `npm run shots` writes them to test-results.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { Snapshot } from "../src/lib/protocol";
import { launch, LAPTOP, PHONE, settled, watched, type Watched } from "./lib/browser";
import { frozen, snapshot } from "./lib/golden";
import { StandIn } from "./lib/server";

const TARGET = fileURLToPath(new URL("../test-results/", import.meta.url));
const DARK: BrowserContextOptions = { ...LAPTOP, colorScheme: "dark" };

interface Shot {
  name: string;
  first: Snapshot;
  options?: BrowserContextOptions;
  prepare?: (w: Watched, s: StandIn) => Promise<unknown>;
}

const title = (name: string) => (w: Watched) => w.page.getByRole("button", { name }).click();

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

describe.skipIf(!process.env.SHOTS)("pictures", () => {
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
