// The list of kept sessions.

import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { LAPTOP, PHONE } from "./lib/browser";
import { generated } from "./lib/generated";
import { frozen, snapshot } from "./lib/golden";
import { entry, listed } from "./lib/listed";
import { stage } from "./lib/stage";
import { inBothThemes, NOTHING } from "./lib/themes";

const s = stage();

beforeEach(() => {
  s.server.records.list = listed(120);
});

const titles = (page: Page) => page.getByRole("heading", { level: 2 }).allTextContents();
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([
  ["on a laptop", LAPTOP],
  ["on a phone", PHONE],
] as const)("%s", (_, options) => {
  test("the list can be used by everybody", async () => {
    s.server.records.list = listed(6);
    const page = await s.visit("/sessions", options);
    expect(await inBothThemes(page)).toEqual(NOTHING);
    await page.getByRole("button", { name: "Edit Session 2", exact: true }).click();
    expect(await inBothThemes(page)).toEqual(NOTHING);
    await page.getByRole("button", { name: "Erase Session 3", exact: true }).click();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });

  test("no session is kept yet", async () => {
    s.server.records.list = listed(0);
    const page = await s.visit("/sessions", options);
    await page.getByText("No sessions are kept yet.").waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });
});

describe("the list", () => {
  test("brings the next page when somebody comes near its end", async () => {
    const page = await s.visit("/sessions");
    expect(await titles(page)).toHaveLength(50);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(50);
    const offsets = s.server.records.asked.map((a) => a.query.offset);
    expect(new Set(offsets).size).toBe(offsets.length);
  });

  test("says that figures come after a guess, where one is asked of who looks", async () => {
    const page = await s.visit("/sessions");
    const row = page
      .getByRole("listitem")
      .filter({ has: page.getByRole("link", { name: "Session 2", exact: true }) });
    expect(await row.textContent()).toContain("Figures come after a guess");
    expect(s.server.records.asked[0]?.query.as).toBe("mentor");
  });

  test("is searched while somebody types, and the search stands in the address", async () => {
    const page = await s.visit("/sessions");
    await page.getByRole("searchbox").fill("session 12");
    await expect.poll(() => titles(page)).toEqual(["Session 12", "Session 120"]);
    await page.getByLabel("Tag").selectOption("mcc");
    await page.getByText("No session fits the search.").waitFor();
    expect(new URL(page.url()).search).toBe("?q=session+12&tag=mcc");
    await page.reload();
    await page.getByText("No session fits the search.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("120 sessions").waitFor();
  });

  test("opens a session with Enter", async () => {
    s.server.records.review = () => generated(1_928_000);
    const page = await s.visit("/sessions");
    await page.getByRole("link", { name: "Session 3", exact: true }).press("Enter");
    await page.waitForURL("**/sessions/s2");
    await page.getByRole("heading", { name: "Session 6" }).waitFor();
  });

  test("renames a session in its place", async () => {
    const { records } = s.server;
    records.change = ({ body }) => ({ ...entry(1), ...(body as object) });
    const page = await s.visit("/sessions");
    await page.getByRole("button", { name: "Edit Session 2", exact: true }).click();
    await page.getByLabel("Title").fill("With Jonas");
    await page.getByLabel("Tags, apart by commas").fill("mcc, mcc , first");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "With Jonas" }).waitFor();
    expect(records.asked.at(-1)).toMatchObject({
      method: "PATCH",
      path: "/api/sessions/s1",
      body: { title: "With Jonas", tags: ["mcc", "first"], place: "remote" },
    });
  });

  test("says what erasing takes away, offers a copy first, and erases", async () => {
    const page = await s.visit("/sessions");
    await page.getByRole("button", { name: "Erase Session 3", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Erase Session 3?" });
    await dialog.getByText("2 notes and every correction").waitFor();
    expect(await dialog.getByRole("link", { name: "Export first" }).getAttribute("href")).toBe(
      "/api/sessions/s2/export/record.evenkeel?as=mentor&notes=1",
    );
    await dialog.getByRole("button", { name: "Erase" }).click();
    await dialog.waitFor({ state: "detached" });
    const erased = s.server.records.asked.filter((a) => a.method === "DELETE");
    expect(erased.map((a) => a.path)).toEqual(["/api/sessions/s2"]);
    expect(await titles(page)).not.toContain("Session 3");
  });

  test("keeps a session that could not be erased, and says why", async () => {
    const page = await s.visit("/sessions");
    s.server.records.refusal = "This session is being recorded. It can be erased when it has ended.";
    await page.getByRole("button", { name: "Erase Session 1", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Erase" }).click();
    await page.getByText("It can be erased when it has ended.").waitFor();
    await page.keyboard.press("Escape");
    expect(await titles(page)).toContain("Session 1");
  });
});

describe("ways to it", () => {
  test("lead from the menu of a running session", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.getByRole("button", { name: "More" }).click();
    expect(await page.getByRole("link", { name: "Sessions" }).getAttribute("href")).toBe("/sessions");
  });

  test("lead from the end of a session to its review, when it is kept", async () => {
    const ended = snapshot("ended");
    const page = await s.open({ ...ended, session: { ...ended.session, record: "2026-s7" } });
    const link = page.getByRole("link", { name: "Open the review" });
    expect(await link.getAttribute("href")).toBe("/sessions/2026-s7");
    const other = await s.open(ended);
    expect(await other.getByRole("link", { name: "Open the review" }).count()).toBe(0);
  });

  test("a session that is not there says so, and leads to the others", async () => {
    const page = await s.visit("/sessions/gone");
    await page.getByText("There is no such session.").waitFor();
    await page.getByRole("link", { name: "All sessions" }).click();
    await page.getByText("120 sessions").waitFor();
  });
});

describe("small screens and other eyes", () => {
  // 1280 px wide at 400 % is 320 px.
  test.each(["/sessions", "/sessions/s6"])("%s needs no sideways scrolling at 400 %%", async (path) => {
    s.server.records.review = () => generated(1_928_000);
    const page = await s.visit(path, { viewport: { width: 320, height: 640 } });
    expect(await overflow(page)).toBe(0);
  });

  test.each(["/sessions", "/sessions/s6"])("targets of %s are 44 px by touch", async (path) => {
    s.server.records.review = () => generated(1_928_000);
    const page = await s.visit(path, PHONE);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, input:not([type=checkbox]), .button")]
        .filter((e) => e.checkVisibility() && !e.closest("[popover]"))
        .map((e) => ({ text: e.textContent || e.getAttribute("aria-label"), box: e.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44)
        .map(({ text, box }) => `${text?.trim()}: ${box.width} x ${box.height}`),
    );
    expect(small).toEqual([]);
  });

  test("forced colours keep bead, brush and lanes apart from the ground", async () => {
    s.server.records.review = () => generated(1_928_000);
    const page = await s.visit("/sessions/s6", { ...LAPTOP, forcedColors: "active" });
    const [bead, text, ground] = await page.evaluate(() => [
      getComputedStyle(document.querySelector(".evidence .bead:not(.hollow)") as Element).backgroundColor,
      getComputedStyle(document.querySelector("h1") as Element).color,
      getComputedStyle(document.documentElement).backgroundColor,
    ]);
    expect(bead).toBe(text);
    expect(bead).not.toBe(ground);
  });
});
