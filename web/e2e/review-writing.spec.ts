// What people add to a review: a guess before the figures, notes, corrections of stretches and people.

import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { Note, Review } from "../src/lib/review/protocol";
import { LAPTOP, PHONE } from "./lib/browser";
import { generated } from "./lib/generated";
import { stage } from "./lib/stage";
import { inBothThemes, NOTHING } from "./lib/themes";

const s = stage();
const LENGTH = 1_928_000;

beforeEach(() => {
  s.server.records.review = () => generated(LENGTH);
});

const open = (options = LAPTOP) => s.visit("/sessions/s6", options);
const tab = (page: Page, name: string | RegExp) => page.getByRole("tab", { name }).click();
const unasked = (): Review => {
  const r = generated(LENGTH);
  return { ...r, guesses: { ...r.guesses, asked: false, given: [] } };
};

describe.each([
  ["on a laptop", LAPTOP],
  ["on a phone", PHONE],
] as const)("%s", (_, options) => {
  const screens: [string, (page: Page) => Promise<unknown>][] = [
    ["notes", (p) => tab(p, /Notes/)],
    ["definitions", (p) => tab(p, "Definitions")],
    ["the log", (p) => tab(p, "Log")],
    ["settings", (p) => tab(p, "Settings")],
    ["writing a note", (p) => p.keyboard.press("n")],
    ["the tables", (p) => p.getByRole("button", { name: /[Tt]able/ }).click()],
    ["the export", (p) => p.getByRole("button", { name: "Export" }).click()],
    ["the people", (p) => edit(p, /Names/)],
    ["a stretch", (p) => edit(p, /no conversation/)],
    ["the tags", (p) => edit(p, "Tags of notes")],
  ];
  test.each(screens)("%s can be used by everybody", async (_name, prepare) => {
    const page = await open(options);
    await prepare(page);
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });

  test("the question before the figures can be used by everybody", async () => {
    s.server.records.review = unasked;
    const page = await open(options);
    await page.getByRole("heading", { name: "Before the figures" }).waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });
});

async function edit(page: Page, item: string | RegExp) {
  await page.getByRole("banner").getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: item }).click();
}

describe("before the figures", () => {
  test("a guess is asked for, and no figure is on the page", async () => {
    const { records } = s.server;
    records.review = () => (records.entries.length === 0 ? unasked() : generated(LENGTH));
    const page = await open();
    expect(await page.locator("canvas").count()).toBe(0);
    expect(await page.getByText("34 %").count()).toBe(0);
    await page.getByLabel("What share of the talk").fill("30");
    await page.getByRole("button", { name: "Show the figures" }).click();
    await page.getByText("Guessed 45 %, measured 34 %").waitFor();
    expect(records.entries).toEqual([{ kind: "reflection", body: { talk_share: 30, shared: false } }]);
  });

  test("nobody has to guess", async () => {
    const { records } = s.server;
    records.review = () => (records.entries.length === 0 ? unasked() : generated(LENGTH));
    const page = await open();
    await page.getByRole("button", { name: "Rather not" }).click();
    await page.getByRole("heading", { name: "Over the session" }).waitFor();
    expect(records.entries).toEqual([{ kind: "reflection", body: { shared: false } }]);
  });
});

describe("notes", () => {
  test("on a moment carry its event, tags, and are for the own role until they are shared", async () => {
    const page = await open();
    const moment = page.getByRole("button", { name: /took the floor/ }).first();
    await moment.click();
    await page.keyboard.press("n");
    await page.getByRole("textbox", { name: /^Note at/ }).fill("What was left open here?");
    await page.getByRole("button", { name: "6 Listens actively" }).click();
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("textbox").waitFor({ state: "detached" });
    const m = generated(LENGTH).moments.find((x) => x.kind === "taken");
    expect(s.server.records.entries).toEqual([
      {
        kind: "note",
        body: {
          ...{
            start_ms: m?.at_ms,
            end_ms: m?.at_ms,
            text: "What was left open here?",
            tags: ["6"],
            shared: false,
          },
          on: { family: "overlap", channel: m?.channel, at_ms: m?.at_ms },
        },
      },
    ]);
  });

  test("on a stretch are dragged on their row, or made longer with Shift and an arrow", async () => {
    const page = await open();
    const lanes = await page.locator(".lanes canvas").boundingBox();
    if (!lanes) throw new Error("there are no lanes");
    const y = lanes.y + lanes.height - 14;
    await page.mouse.move(lanes.x + 300, y);
    await page.mouse.down();
    await page.mouse.move(lanes.x + 500, y, { steps: 3 });
    await page.mouse.up();
    const bar = page.getByRole("group", { name: "The selected stretch" });
    const dragged = await bar.getByRole("status").textContent();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => bar.getByRole("status").textContent()).not.toBe(dragged);
    await bar.getByRole("button", { name: "Add a note" }).click();
    await page.getByRole("textbox", { name: /^Note on/ }).fill("A long way to the question.");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => s.server.records.entries.length).toBe(1);
    const [entry] = s.server.records.entries as {
      body: { start_ms: number; end_ms: number; on?: unknown };
    }[];
    expect(entry?.body.end_ms).toBeGreaterThan((entry?.body.start_ms ?? 0) + 10_000);
    expect(entry?.body.on).toBeUndefined();
  });

  test("are answered in their thread, and one's own can be changed", async () => {
    const page = await open();
    const [note] = generated(LENGTH).notes as [Note];
    const card = page.getByRole("article", { name: /Note by Mentor/ });
    await card.hover();
    await card.getByRole("button", { name: "Reply" }).click();
    await page.getByRole("textbox", { name: "Answer to mentor" }).fill("I had lost the thread.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => s.server.records.entries.length).toBe(1);
    await card.hover();
    await card.getByRole("button", { name: "Make private" }).click();
    await expect.poll(() => s.server.records.entries.length).toBe(2);
    expect(s.server.records.entries).toMatchObject([
      { kind: "note", body: { reply_to: note.seq, text: "I had lost the thread.", shared: true } },
      { kind: "unshare", body: { note: note.seq } },
    ]);
  });

  test("that are being written keep the letters, and Escape gives them up", async () => {
    const page = await open();
    await page.keyboard.press("n");
    await page.keyboard.type("xbs jk 0");
    await page.keyboard.press("Escape");
    await page.getByRole("textbox").waitFor({ state: "detached" });
    expect(s.server.records.entries).toEqual([]);
  });
});

describe("what is put right in the whole session", () => {
  test("a stretch that is no conversation is written with its ends", async () => {
    const page = await open();
    await edit(page, /no conversation/);
    const dialog = page.getByRole("dialog", { name: "Not conversation" });
    await dialog.getByLabel("From").fill("15:00");
    await dialog.getByLabel("To").fill("14:00");
    await dialog.getByLabel("What it was").fill("Exercise");
    expect(await dialog.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await dialog.getByLabel("To").fill("17:00");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(s.server.records.entries).toEqual([
      { kind: "exclude", body: { start_ms: 900_000, end_ms: 1_020_000, text: "Exercise" } },
    ]);
  });

  test("names and roles are changed, and somebody is left out", async () => {
    const page = await open();
    await edit(page, /Names/);
    await page.getByLabel("Name of Client").fill("Maya");
    await page.getByLabel("Name of Client").press("Tab");
    await page.getByLabel("Role of Client").selectOption("Observer");
    await page.getByRole("button", { name: "Leave out Client" }).click();
    await expect
      .poll(() => s.server.records.entries)
      .toEqual([
        { kind: "rename", body: { channel: 1, name: "Maya" } },
        { kind: "rename", body: { channel: 1, role: "observer" } },
        { kind: "drop_channel", body: { channel: 1 } },
      ]);
  });

  test("another role reads with its own eyes", async () => {
    const page = await open();
    await page.getByLabel("Reading as").selectOption("Reading as coach");
    await expect.poll(() => s.server.records.asked.at(-1)?.query).toEqual({ as: "coach" });
    await page.reload();
    await page.getByRole("main").waitFor();
    expect(s.server.records.asked.at(-1)?.query).toEqual({ as: "coach" });
  });
});

describe("export", () => {
  test("is without names and notes until somebody ticks them", async () => {
    const page = await open();
    await page.keyboard.press("e");
    const link = page.getByRole("link", { name: /Timeline for ELAN/ });
    expect(await link.getAttribute("href")).toBe(
      "/api/sessions/s6/export/timeline.eaf?as=mentor&pseudonymous=1",
    );
    await page.getByRole("checkbox", { name: "With names" }).click();
    await page.getByRole("checkbox", { name: "With notes" }).click();
    expect(await link.getAttribute("href")).toBe("/api/sessions/s6/export/timeline.eaf?as=mentor&notes=1");
  });

  test("one page of paper has lanes, sentences and figures, in ink", async () => {
    const page = await s.visit("/sessions/s6", { ...LAPTOP, colorScheme: "dark" });
    expect(await page.locator(".paper").count()).toBe(0);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const paper = page.locator(".paper");
    expect(await paper.locator("svg").count()).toBe(2);
    expect(await paper.getByText("34 %").count()).toBeGreaterThan(0);
    expect(await page.getByRole("main").isVisible()).toBe(false);
    const colours = await page.evaluate(() => {
      const { backgroundColor } = getComputedStyle(document.documentElement);
      return [backgroundColor, getComputedStyle(document.querySelector(".speech") as Element).fill];
    });
    expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(21, 23, 26)"]);
    const height = await paper.evaluate((e) => e.getBoundingClientRect().height);
    expect(height).toBeLessThan(1000);
  });
});
