// What axe finds in each theme.

import type { Page } from "playwright-core";
import { violations } from "./axe";

export const NOTHING = { light: [], dark: [] };
/** What fades has faded (ms). */
const FADE_MS = 320;

/** What axe finds in each theme. The theme is set by hand: it would not change by itself while a session runs. */
export async function inBothThemes(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const theme of ["light", "dark"]) {
    await page.evaluate((t) => (document.documentElement.dataset.theme = t), theme);
    await page.waitForTimeout(FADE_MS);
    found[theme] = await violations(page);
  }
  return found;
}
