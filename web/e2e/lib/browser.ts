// Chromium for browser tests, and pages that say when the content policy or the program stopped something.

import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Chromium as the system installs it; CHROMIUM names another one. */
const PATH = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Starts Chromium without a window. flags are added to its command line. */
export function launch(...flags: string[]): Promise<Browser> {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: PATH,
    args: [...(root ? ["--no-sandbox"] : []), "--font-render-hinting=none", ...flags],
  });
}

export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** A page, and what went wrong on it: errors of the program, messages on the console, requests to other places. */
export interface Watched {
  page: Page;
  problems: string[];
}

/** Opens a page whose problems are collected. */
export async function watched(browser: Browser, options: BrowserContextOptions = LAPTOP): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (e) => problems.push(`error: ${e.message}`));
  page.on("console", (m) => {
    // A refused connection is part of some tests, and is said by the browser itself.
    if (m.type() === "error" && !/WebSocket connection|status of (401|404|409|503)/.test(m.text())) {
      problems.push(`console: ${m.text()}`);
    }
  });
  page.on("request", (r) => {
    if (!/^(http|ws):\/\/127\.0\.0\.1:|^data:|^blob:/.test(r.url())) problems.push(`request to ${r.url()}`);
  });
  return { page, problems };
}

/** Waits until the page is drawn with its own font. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(150);
}
