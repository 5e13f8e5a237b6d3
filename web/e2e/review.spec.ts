// The review of a session: what is looked at and what is asked for, by pointer and by keys.

import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { LAPTOP, PHONE } from "./lib/browser";
import { generated } from "./lib/generated";
import { stage } from "./lib/stage";
import { inBothThemes, NOTHING } from "./lib/themes";

const s = stage();
const HOURS = 10_800_000;

beforeEach(() => {
  s.server.records.review = () => generated(1_928_000);
});

const open = (options = LAPTOP) => s.visit("/sessions/s6", options);
const firstTaken = (page: Page) => page.getByRole("button", { name: /took the floor/ }).first();
const shown = (page: Page) =>
  page.getByRole("slider", { name: "Part that the lanes show" }).getAttribute("aria-valuetext");

describe.each([
  ["on a laptop", LAPTOP],
  ["on a phone", PHONE],
] as const)("%s", (_, options) => {
  test("a review can be used by everybody", async () => {
    const page = await open(options);
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });

  test("a moment can be read by everybody", async () => {
    const page = await open(options);
    await firstTaken(page).click();
    await page.getByText("Not an interruption").waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });
});

describe("a moment", () => {
  test("opens its evidence and its offers, and closes with Escape to where it was opened", async () => {
    const page = await open();
    await firstTaken(page).click();
    const card = page.getByRole("dialog", { name: /took the floor/ });
    await card.getByText("Who went on").waitFor();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    expect(await firstTaken(page).evaluate((e) => e === document.activeElement)).toBe(true);
  });

  test("is corrected by a key, struck through, and comes back with Ctrl+Z", async () => {
    const { records } = s.server;
    records.review = () => {
      const r = generated(1_928_000);
      const m = r.moments.find((x) => x.kind === "taken");
      const corrected = records.entries.length % 2 === 1;
      if (!m || !corrected) return r;
      Object.assign(m, {
        state: "corrected",
        offers: [],
        correction: {
          seq: 50,
          by: "mentor",
          kind: "not_interruption",
          text: "Corrected by mentor: not an interruption",
        },
      });
      const log = {
        seq: 50,
        at: "2026-11-15T18:03:00Z",
        by: "mentor",
        kind: "not_interruption",
        text: "Mentor",
      };
      const undo = {
        seq: 50,
        text: "not an interruption by the coach, at 6:14",
        restore: 0,
        restore_text: "",
      };
      return { ...r, undo, log: [{ ...log, state: "applies", reason: "", undo_by: 0, moment: m.id }] };
    };
    const page = await open();
    await firstTaken(page).click();
    await page.keyboard.press("x");
    await page.getByRole("button", { name: /corrected by mentor/ }).waitFor();
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: /corrected by mentor/ }).waitFor({ state: "detached" });
    await page.getByText("Undone: not an interruption by the coach, at 6:14").waitFor();
    expect(records.entries).toMatchObject([
      { kind: "not_interruption" },
      { kind: "undo", body: { entry: 50 } },
    ]);
  });

  test("that cannot be corrected says why", async () => {
    const page = await open();
    await firstTaken(page).click();
    s.server.records.refusal = "The session is still being recorded.";
    const button = page.getByRole("button", { name: "Not an interruption" });
    await button.click();
    await page.getByText("The session is still being recorded.").waitFor();
  });

  test("follows J and K, among those that a chip leaves", async () => {
    const page = await open();
    await page.keyboard.press("1");
    await page.keyboard.press("j");
    const current = page.locator("[aria-current=true]");
    expect(await current.textContent()).toContain("took the floor");
    const first = await current.textContent();
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    expect(await current.textContent()).toBe(first);
    expect(await page.locator("li[data-moment]").count()).toBe(
      generated(1_928_000).moments.filter((m) => m.kind === "taken").length,
    );
  });
});

describe("the part that is shown", () => {
  test("moves and changes its size by keys", async () => {
    const page = await open();
    await page.keyboard.press("0");
    expect(await shown(page)).toBe("0:00 to 32:08");
    await page.getByRole("slider", { name: "End of the part" }).press("Home");
    expect(await shown(page)).toBe("0:00 to 0:05");
    await page.getByRole("slider", { name: "Part that the lanes show" }).press("End");
    expect(await shown(page)).toBe("32:03 to 32:08");
  });

  test("moves with the brush, and its edges change its size", async () => {
    const page = await open();
    const bed = await page.locator(".overview .bed").boundingBox();
    const brush = await page.locator(".brush").boundingBox();
    if (!bed || !brush) throw new Error("there is no brush");
    const y = brush.y + brush.height / 2;
    const end = await shown(page);
    await page.mouse.move(brush.x + brush.width, y);
    await page.mouse.down();
    await page.mouse.move(bed.x + bed.width, y, { steps: 4 });
    await page.mouse.up();
    expect(await shown(page)).toBe(end?.replace(/ to .*/, " to 32:08"));
  });

  test("zooms with the wheel about the pointer, and is dragged", async () => {
    const page = await open();
    await page.keyboard.press("0");
    const lanes = await page.locator(".lanes canvas").boundingBox();
    if (!lanes) throw new Error("there are no lanes");
    await page.mouse.move(lanes.x + lanes.width / 2, lanes.y + 60);
    await page.mouse.wheel(0, -1000);
    await expect.poll(() => shown(page)).not.toBe("0:00 to 32:08");
    const zoomed = await shown(page);
    await page.mouse.down();
    await page.mouse.move(lanes.x + lanes.width / 2 - 200, lanes.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => shown(page)).not.toBe(zoomed);
  });
});

describe("the silence slider", () => {
  test("asks for the facts with its length, and goes back to the session's", async () => {
    const { records } = s.server;
    records.review = ({ query }) => {
      const r = generated(1_928_000);
      if (query.lapse_ms === undefined) return r;
      return {
        ...r,
        settings: { ...r.settings, differ: true, text: "1 setting differs from the session’s" },
      };
    };
    const page = await open();
    await page.getByRole("slider", { name: /A silence counts from/ }).press("ArrowRight");
    await page.getByText("1 setting differs from the session’s").waitFor();
    expect(records.asked.at(-1)?.query).toEqual({ as: "mentor", lapse_ms: "3100" });
    await page.getByRole("button", { name: "Back to the session’s" }).click();
    await page.getByText("1 setting differs from the session’s").waitFor({ state: "detached" });
    expect(records.asked.at(-1)?.query).toEqual({ as: "mentor" });
  });
});

describe("three hours", () => {
  test("are drawn by what is in sight: a frame of a minute is no more work than in half an hour", async () => {
    const calls = async (length: number) => {
      s.server.records.review = () => generated(length);
      const page = await open();
      await page.keyboard.press("0");
      const lanes = await page.locator(".lanes canvas").boundingBox();
      await page.mouse.move((lanes?.x ?? 0) + 400, (lanes?.y ?? 0) + 60);
      for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -600);
      await page.waitForTimeout(100);
      await page.evaluate(countCalls);
      await page.keyboard.press("+");
      await page.waitForTimeout(100);
      return page.evaluate(() => (globalThis as unknown as { drawn: number }).drawn);
    };
    const [short, long] = [await calls(1_928_000), await calls(HOURS)];
    expect(short).toBeGreaterThan(20);
    expect(long).toBeLessThan(short * 3);
  });

  test("whole are drawn with no more blocks than the screen has columns", async () => {
    s.server.records.review = () => generated(HOURS);
    const page = await open();
    await page.keyboard.press("0");
    await page.waitForTimeout(100);
    await page.evaluate(countCalls);
    await page.keyboard.press("-");
    await page.keyboard.press("+");
    await page.keyboard.press("0");
    await page.waitForTimeout(100);
    const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: number }).drawn);
    expect(drawn).toBeGreaterThan(100);
    expect(drawn).toBeLessThan(8000);
  });
});

/** Runs in the page: counts what is drawn from now on. */
function countCalls() {
  const counted = globalThis as unknown as { drawn: number };
  counted.drawn = 0;
  const prototype = CanvasRenderingContext2D.prototype;
  for (const name of ["fillRect", "roundRect", "rect", "moveTo", "fillText", "fill", "stroke"] as const) {
    const native = prototype[name] as (...args: unknown[]) => unknown;
    Object.assign(prototype, {
      [name](this: CanvasRenderingContext2D, ...args: unknown[]) {
        counted.drawn += 1;
        return native.apply(this, args);
      },
    });
  }
}
