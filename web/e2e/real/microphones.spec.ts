// A session from setup to end with the real program: PortAudio on virtual microphones, the real page in Chromium.

import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "../lib/axe";
import { launch, LAPTOP, PHONE, watched, type Watched } from "../lib/browser";
import { Microphones, Monitor, NO_SOUND } from "../lib/monitor";
import { voices } from "../lib/voices";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Opens the link of a program. */
async function open(monitor: Monitor, options = LAPTOP): Promise<Watched> {
  const w = await watched(browser, options);
  await w.page.goto(monitor.link);
  return w;
}

const rail = (page: Page, channel: number, state: string) =>
  page.locator(`[data-channel='${channel}'][data-speaking='${state}']`);

test("two microphones: choose, agree, start, lose one, get it back, pause, mark, end", async () => {
  const mics = new Microphones("usb");
  const dir = mkdtempSync(join(tmpdir(), "evenkeel-out-"));
  const monitor = await Monitor.start(["run", "-o", dir], mics.env);
  const { page, problems } = await open(monitor);
  const { coach, client } = voices(0, 20);

  await page.getByText("Who is on which microphone").waitFor();
  await page.getByText("Nothing is being recorded or measured yet").waitFor();
  const start = page.getByRole("button", { name: /^Start/ });
  expect(await start.isDisabled()).toBe(true);
  const hello = voices(2, 8).coach;
  await Promise.all([mics.play("usb_coach", hello), page.getByText("Heard clearly").waitFor()]);
  expect(await violations(page)).toEqual([]);
  for (const name of ["Coach", "Client"]) {
    const yes = page.getByRole("checkbox", { name });
    await yes.click(); // it is ticked when the program says so
    await expect.poll(() => yes.isChecked()).toBe(true);
  }
  await start.click();
  await page.getByText("Live · 2 mics · signal good").waitFor();

  const playing = Promise.all([mics.play("usb_coach", coach), mics.play("usb_client", client)]);
  await rail(page, 0, "yes").waitFor();
  await rail(page, 1, "yes").waitFor();
  await page.getByRole("img", { name: /speech of coach/i }).waitFor();

  mics.unplug("usb_client");
  const unplugged = Date.now();
  await rail(page, 1, "unknown").waitFor();
  expect(Date.now() - unplugged).toBeLessThan(1000);
  await page
    .getByText(/The client’s mic/)
    .first()
    .waitFor();
  mics.plug("usb_client");
  await rail(page, 1, "no")
    .or(rail(page, 1, "yes"))
    .waitFor();
  await page.getByText("Live · 2 mics · signal good").waitFor();

  await page.keyboard.press("p");
  await page.getByText("Paused: nothing is measured").waitFor();
  await page.keyboard.press("p");
  await page.keyboard.press("k");
  await page.getByText(/Marked/).waitFor();
  expect(await violations(page)).toEqual([]);
  await playing.catch(() => undefined); // a microphone that is unplugged stops what plays on it

  await page.getByRole("button", { name: "End" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^End/ }).click();
  await page.getByRole("heading", { name: /has ended/ }).waitFor();
  await page.getByText("facts.csv").waitFor();
  expect(await violations(page)).toEqual([]);
  expect(readdirSync(dir).sort()).toEqual(["activity.rttm", "facts.csv", "indicators.json", "session.json"]);

  await page.getByRole("button", { name: "Another session" }).click();
  await page.getByRole("heading", { name: "Session 2" }).waitFor();
  expect(await page.getByRole("checkbox", { name: "Coach" }).isChecked()).toBe(false);
  expect(problems).toEqual([]);
  expect(await monitor.stop()).toBe(0);
  mics.stop();
}, 120_000);

test("a machine without sound: the bundled session is replayed, and it says so", async () => {
  const monitor = await Monitor.start(["run"], NO_SOUND);
  expect(monitor.output).toMatch(/No microphones: .* bundled session/);
  for (const options of [LAPTOP, PHONE]) {
    const { page, problems } = await open(monitor, options);
    await page
      .getByText(/bundled session/i)
      .filter({ visible: true })
      .first()
      .waitFor();
    await rail(page, 0, "yes")
      .or(rail(page, 1, "yes"))
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  }
  expect(await monitor.stop()).toBe(0);
});

test("a program that hangs is stale until it goes on, and one that is stopped leaves its summary", async () => {
  const monitor = await Monitor.start(["replay"], NO_SOUND);
  const { page } = await open(monitor);
  await page.getByText(/signal good/).waitFor();
  monitor.process.kill("SIGSTOP");
  await page
    .getByText(/No data since/)
    .first()
    .waitFor();
  monitor.process.kill("SIGCONT");
  await page
    .getByText(/No data since/)
    .first()
    .waitFor({ state: "hidden" });
  await page.getByText(/signal good/).waitFor();
  expect(await monitor.stop()).toBe(0);
  await page.getByRole("heading", { name: /has ended/ }).waitFor();
  await page.context().close();
});

test("a replay ends with its summary, and its files can be had", async () => {
  const monitor = await Monitor.start(["replay", "--speed", "40", "--band", "25-40"], NO_SOUND);
  const { page, problems } = await open(monitor);
  await page.getByRole("heading", { name: /has ended/ }).waitFor();
  await page.getByText("4 of 6").first().waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("facts.csv").click()]);
  expect(existsSync(await download.path())).toBe(true);
  expect(problems).toEqual([]);
  expect(await monitor.stop()).toBe(0);
});

test("somebody without the link sees nothing", async () => {
  const monitor = await Monitor.start(["replay"], NO_SOUND);
  const { page } = await watched(browser);
  await page.goto(monitor.link.replace(/\?.*/, ""));
  await page.getByText(/link/).first().waitFor();
  expect(await page.locator("[data-channel]").count()).toBe(0);
  const answer = await fetch(monitor.link.replace(/\?.*/, "api/sessions/current/facts"));
  expect(answer.status).toBe(401);
  expect(await monitor.stop()).toBe(0);
});
