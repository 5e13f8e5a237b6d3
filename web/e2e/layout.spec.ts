// Sizes, zoom, touch, forced colours, motion and print.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { LAPTOP, PHONE } from "./lib/browser";
import { frozen, snapshot } from "./lib/golden";
import { stage } from "./lib/stage";

const s = stage();

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("the plumb line", () => {
  test.each([
    ["a laptop", LAPTOP],
    ["a phone", PHONE],
    ["a wide screen", { viewport: { width: 1920, height: 1080 } }],
  ])("is the middle of the page and of the clock on %s", async (_, options) => {
    const page = await s.open(frozen("glance-light"), options);
    const plumb = await page.locator(".balance .plumb").boundingBox();
    const timer = await page.getByRole("timer").boundingBox();
    const middle = (await page.evaluate(() => document.documentElement.clientWidth)) / 2;
    expect(plumb?.x).toBeCloseTo(middle, 0);
    expect(Math.abs((timer?.x ?? 0) + (timer?.width ?? 0) / 2 - middle)).toBeLessThanOrEqual(1);
  });
});

describe("zoom and small screens", () => {
  // 1280 px wide at 400 % is 320 px.
  test.each(["glance-light", "glance-dark", "group", "paused", "setup", "one-mic", "ended"])(
    "%s needs no sideways scrolling at 400 %%",
    async (name) => {
      const page = await s.open(frozen(name), { viewport: { width: 320, height: 640 } });
      expect(await overflow(page)).toBe(0);
    },
  );

  test.each([1000, 1100, 1180, 1260])("the header keeps to one line at %i px", async (width) => {
    const page = await s.open(frozen("glance-dark"), { viewport: { width, height: 800 } });
    const clock = await page.getByRole("timer").boundingBox();
    const kept = await page.locator(".kept").boundingBox();
    const signal = await page.locator("[data-signal]").boundingBox();
    expect(await overflow(page)).toBe(0);
    expect((clock?.x ?? 0) + (clock?.width ?? 0)).toBeLessThan(kept?.x ?? 0);
    expect((signal?.x ?? 0) + (signal?.width ?? 0)).toBeLessThan(clock?.x ?? 0);
  });

  test("with little height the strip goes first, the floor never", async () => {
    const page = await s.open(frozen("glance-light"), { viewport: { width: 1280, height: 540 } });
    expect(await page.locator("canvas").count()).toBe(0);
    expect(await page.locator(".rail").count()).toBe(2);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator("canvas").waitFor();
  });

  test("everything of a session is in sight on a laptop", async () => {
    const page = await s.open(frozen("glance-light"));
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
  });
});

describe("touch", () => {
  test.each(["glance-light", "setup", "ended"])("targets of %s are 44 px", async (name) => {
    const page = await s.open(frozen(name), PHONE);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, a[href], label, input[type=text]")]
        .filter((e) => e.checkVisibility() && !e.closest("[popover]"))
        .map((e) => ({ text: e.textContent || e.getAttribute("aria-label"), box: e.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44)
        .map(({ text, box }) => `${text?.trim()}: ${box.width} x ${box.height}`),
    );
    expect(small).toEqual([]);
  });
});

describe("what the device asks for", () => {
  test("forced colours keep names, rails and beads", async () => {
    const page = await s.open(frozen("glance-light"), { ...LAPTOP, forcedColors: "active" });
    const colour = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((e) => getComputedStyle(e).backgroundColor);
    const text = await page
      .locator("h1")
      .first()
      .evaluate((e) => getComputedStyle(e).color);
    expect(await colour(".rail.on")).toBe(text);
    expect(await colour(".bead:not(.hollow)")).toBe(text);
  });

  test("with less motion nothing moves by itself", async () => {
    const page = await s.open(frozen("glance-light"), { ...LAPTOP, reducedMotion: "reduce" });
    const durations = await page.evaluate(() =>
      [...document.querySelectorAll(".bead, .rail, .name, .stem")].map(
        (e) => getComputedStyle(e).transitionDuration,
      ),
    );
    expect(new Set(durations)).toEqual(new Set(["0s"]));
  });

  test("paper is light, whatever the screen is", async () => {
    const page = await s.open(snapshot("ended"), { ...LAPTOP, colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    const [ground, ink] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement);
      return [backgroundColor, color];
    });
    expect(ground).toBe("rgb(255, 255, 255)");
    expect(ink).toBe("rgb(21, 23, 26)");
  });
});
