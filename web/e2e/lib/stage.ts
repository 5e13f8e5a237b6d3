// One browser and one stand-in for a whole file of tests: each test sets the scene that it needs.

import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Snapshot } from "../../src/lib/protocol";
import { launch, LAPTOP, settled, watched, type Watched } from "./browser";
import { StandIn } from "./server";

export interface Stage {
  readonly server: StandIn;
  readonly browser: Browser;
  /** Opens a page on first; null: the server refuses. */
  open(first: Snapshot | null, options?: BrowserContextOptions): Promise<Page>;
  /** Opens another address of the page. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Prepares a stage before the tests of a file. After each test, nothing may have gone wrong on its pages. */
export function stage(): Stage {
  let server: StandIn;
  let browser: Browser;
  let pages: Watched[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([StandIn.start(null), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  afterEach(async () => {
    const problems = pages.flatMap((w) => w.problems);
    await Promise.all(pages.map((w) => w.page.context().close()));
    pages = [];
    server.reset();
    expect(problems).toEqual([]);
  });

  const visit = async (path: string, options = LAPTOP) => {
    const w = await watched(browser, options);
    pages.push(w);
    await w.page.goto(new URL(path, server.url).href);
    await w.page.getByRole("main").waitFor();
    await settled(w.page);
    return w.page;
  };

  return {
    visit,
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    open(first, options) {
      server.snapshot = first;
      return visit("/", options);
    },
  };
}
