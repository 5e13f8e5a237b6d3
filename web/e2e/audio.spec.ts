// Audio: agreed to by each, said live, played and deleted in the review.

import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { Review } from "../src/lib/review/protocol";
import { LAPTOP, PHONE } from "./lib/browser";
import { generated } from "./lib/generated";
import { snapshot } from "./lib/golden";
import { sound } from "./lib/sound";
import { stage } from "./lib/stage";
import { inBothThemes, NOTHING } from "./lib/themes";

const s = stage();
const LENGTH = 300_000;
const KEPT = "Audio kept with both people’s consent, deleted on 21 November";
const asked = () => s.server.commands.map(({ type, id, ...ask }) => ask);

const kept = (): Review => ({
  ...generated(LENGTH),
  audio: { channels: [0, 1], until: "2026-11-21", text: KEPT },
});

beforeEach(() => {
  s.server.records.review = kept;
  s.server.records.audio = sound(LENGTH);
});

const open = (options = LAPTOP) => s.visit("/sessions/s6", options);
const place = (page: Page) => page.getByRole("slider", { name: "Place in the audio" });
const at = async (page: Page) => Number(await place(page).inputValue());
const element = <T>(page: Page, f: (e: HTMLAudioElement) => T) =>
  page.locator("audio").evaluate(f as never) as Promise<T>;

describe("the agreement", () => {
  test("keeps nothing by itself, and asks everybody", async () => {
    const page = await s.open(snapshot("setup"));
    expect(await page.getByRole("radio", { name: "Not kept" }).isChecked()).toBe(true);
    expect(await page.getByLabel("Coach says yes").count()).toBe(0);
    await page.getByRole("radio", { name: "Kept 7 days, if both say yes" }).click();
    expect(await page.getByLabel("Coach says yes").isChecked()).toBe(false);
    expect(asked()).toEqual([]);
    await page.getByLabel("Client says yes").click();
    const yes = { name: "keep_audio", channel: 1, value: { agreed: true } };
    await expect.poll(asked).toEqual([yes]);
  });

  test("“Not kept” takes every yes back", async () => {
    const first = snapshot("setup");
    const audio = { days: 7, by: [0, 1], kept: false, text: "Audio not kept" };
    const page = await s.open({ ...first, agreement: { ...first.agreement, audio } });
    expect(await page.getByLabel("Coach says yes").isChecked()).toBe(true);
    await page.getByRole("radio", { name: "Not kept" }).click();
    const no = (channel: number) => ({ name: "keep_audio", channel, value: { agreed: false } });
    await expect.poll(asked).toEqual([no(0), no(1)]);
  });

  test("is said live, and each can take their yes back there", async () => {
    const first = snapshot("glance-light");
    const audio = { days: 7, by: [0, 1], kept: true, text: KEPT };
    const page = await s.open({ ...first, agreement: { ...first.agreement, audio } });
    expect(await inBothThemes(page)).toEqual(NOTHING);
    const line = page.getByRole("button", { name: "Audio kept, deleted on 21 November" });
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 });
      expect((await line.boundingBox())?.height).toBeLessThan(36); // two lines
    }
    await line.click();
    await page.getByLabel("Client says yes").click();
    await expect.poll(asked).toEqual([{ name: "keep_audio", channel: 1, value: { agreed: false } }]);
  });
});

describe("playback", () => {
  test("is absent when no audio was kept", async () => {
    s.server.records.review = () => generated(LENGTH);
    const page = await open();
    expect(await page.getByRole("region", { name: "Audio" }).count()).toBe(0);
    await page.keyboard.press(" ");
    expect(await page.locator("audio").count()).toBe(0);
    await page.getByText("Audio not kept").waitFor();
  });

  test.each([
    ["on a laptop", LAPTOP],
    ["on a phone", PHONE],
  ] as const)("can be used by everybody %s", async (_, options) => {
    const page = await open(options);
    await page.getByText(KEPT).waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });

  test("plays by Space, and moves the playhead", async () => {
    const page = await open();
    const before = await at(page);
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await expect.poll(() => at(page)).toBeGreaterThan(before + 300);
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Play" }).waitFor();
    expect(Math.abs((await at(page)) - 1000 * (await element(page, (e) => e.currentTime)))).toBeLessThan(200);
  });

  test("goes where the playhead goes, past what was fetched", async () => {
    const page = await open();
    await place(page).fill("250000");
    await expect.poll(() => element(page, (e) => e.currentTime)).toBeCloseTo(250, 1);
    await page.keyboard.press("k");
    await expect.poll(async () => (await element(page, (e) => e.currentTime)) * 1000).toBe(await at(page));
    await page.getByRole("button", { name: "Play" }).click();
    const started = await at(page);
    await expect.poll(() => at(page)).toBeGreaterThan(started + 300);
  });

  test("has speeds, and one person alone", async () => {
    const page = await open();
    await place(page).fill("100000");
    await page.getByLabel("Speed").selectOption("1.5×");
    expect(await element(page, (e) => e.playbackRate)).toBe(1.5);
    await page.getByLabel("Who is heard").selectOption("Client");
    await expect.poll(() => element(page, (e) => e.currentSrc)).toMatch(/\/api\/sessions\/s6\/audio\/1$/);
    await expect.poll(() => element(page, (e) => e.currentTime)).toBeCloseTo(100, 1);
    expect(await element(page, (e) => e.playbackRate)).toBe(1.5);
  });

  test("deletes the audio when asked twice, and is gone", async () => {
    s.server.records.change = () => generated(LENGTH);
    const page = await open();
    await page.getByRole("button", { name: "Delete audio now" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("region", { name: "Audio" }).waitFor({ state: "detached" });
    const deleted = s.server.records.asked.filter((a) => a.method === "DELETE").map((a) => a.path);
    expect(deleted).toEqual(["/api/sessions/s6/audio"]);
  });
});
