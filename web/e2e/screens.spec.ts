// Every screen and state, in both themes and on a phone: no violation of accessibility, nothing that the content
// policy stops, no request to anywhere else (the stage checks that after each test).

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../src/lib/protocol";
import { LAPTOP, PHONE } from "./lib/browser";
import { bundled, frozen, secret, snapshot } from "./lib/golden";
import { stage } from "./lib/stage";
import { inBothThemes, NOTHING } from "./lib/themes";

const s = stage();

const menu = async (page: Page, item: string) => {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: item }).click();
};

const SCREENS: [name: string, first: () => Snapshot | null, prepare?: (page: Page) => Promise<unknown>][] = [
  ["a running session", () => frozen("glance-light")],
  ["every state of evidence", () => frozen("glance-dark")],
  ["a pause", () => frozen("paused")],
  ["a group", () => frozen("group")],
  ["the bundled session", bundled],
  ["a session that nobody sees", secret],
  ["an agreement that somebody has yet to see", unseen],
  ["setup", () => snapshot("setup")],
  ["setup with one microphone", () => snapshot("one-mic")],
  ["setup without microphones", () => snapshot("no-device")],
  ["the end", () => snapshot("ended")],
  ["no connection yet", () => null],
  ["the table view", () => frozen("glance-light"), (p) => menu(p, "Show as table")],
  ["the menu", () => frozen("glance-light"), (p) => p.getByRole("button", { name: "More" }).click()],
  [
    "a definition",
    () => frozen("glance-light"),
    (p) => p.getByRole("button", { name: "Holding the floor" }).click(),
  ],
  ["all definitions", () => frozen("glance-light"), (p) => p.keyboard.press("?")],
  ["the agreement", () => frozen("glance-light"), (p) => menu(p, "Agreement")],
  ["the question before the end", () => frozen("glance-light"), end],
  ["a mark", () => frozen("glance-light"), (p) => p.keyboard.press("k")],
  ["everything hidden", () => frozen("glance-light"), (p) => p.keyboard.press("h")],
];

function unseen(): Snapshot {
  const first = frozen("glance-light");
  return { ...first, agreement: { ...first.agreement, agreed_by: [] } };
}

async function end(page: Page) {
  const button = page.getByRole("button", { name: "End", exact: true });
  if (await button.isVisible()) await button.click();
  else await menu(page, "End the session");
}

describe.each([
  ["on a laptop", LAPTOP],
  ["on a phone", PHONE],
] as const)("%s", (_, options) => {
  test.each(SCREENS)("%s can be used by everybody", async (_name, first, prepare) => {
    const page = await s.open(first(), options);
    await prepare?.(page);
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });

  test("a lost connection can be read by everybody", async () => {
    const page = await s.open(snapshot("glance-light"), options);
    await page.locator("[data-signal=stale]").waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });

  test("a link that is no longer valid says what to do", async () => {
    s.server.admitted = false;
    const page = await s.open(null, options);
    await page.getByRole("heading", { name: "This link is no longer valid" }).waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });
});
