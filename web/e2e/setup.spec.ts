// What the setup screen asks for, and what it shows of the answers.

import { describe, expect, test } from "vitest";
import { PHONE } from "./lib/browser";
import { snapshot } from "./lib/golden";
import { stage } from "./lib/stage";

const s = stage();

const asked = () => s.server.commands.map(({ type, id, ...ask }) => ask);

describe("people", () => {
  test("are named in place", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByLabel("Name of Coach").fill("Maya");
    await page.keyboard.press("Enter");
    const value = { name: "Maya", role: "coach", measured: true };
    await expect.poll(asked).toEqual([{ name: "person", channel: 0, value }]);
  });

  test("an empty name is no name", async () => {
    const page = await s.open(snapshot("setup"));
    const name = page.getByLabel("Name of Coach");
    await name.fill(" ");
    await name.press("Enter");
    expect(await name.inputValue()).toBe("Coach");
    expect(asked()).toEqual([]);
  });

  test("choose a microphone, and what the computer plays is called that", async () => {
    const page = await s.open(snapshot("setup"));
    const mic = page.getByLabel("Microphone of Client");
    expect(await mic.locator("option").allTextContents()).toContain(
      "Speakers, left (what this computer plays)",
    );
    await mic.selectOption({ label: "Built-in microphone" });
    const value = { device: "Built-in microphone:1" };
    await expect.poll(asked).toEqual([{ name: "assign", channel: 1, value }]);
    // Until the program has changed it, the choice is the one that holds.
    expect(await mic.evaluate((e: HTMLSelectElement) => e.selectedOptions[0]?.text)).toBe(
      "USB lavalier, right",
    );
  });

  test("come, go, change places and stay out of the measuring", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByRole("button", { name: "Swap the two" }).click();
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByRole("button", { name: "Remove Client" }).click();
    await page.getByLabel("Role of Client").selectOption({ label: "Observer" });
    await page.getByRole("radio", { name: "Without being measured" }).last().click();
    await expect
      .poll(() => asked().map((a) => a.name))
      .toEqual(["swap", "add", "remove", "person", "person"]);
    expect(asked()[4]).toMatchObject({ channel: 1, value: { measured: false } });
  });

  test("refusing to be measured is as large as agreeing", async () => {
    const page = await s.open(snapshot("setup"));
    const [yes, no] = await page.locator("[data-person='0'] .segmented span").all();
    expect((await no?.boundingBox())?.height).toBe((await yes?.boundingBox())?.height);
  });

  test("a dead microphone is never called quiet", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByText("This microphone is giving no signal at all").waitFor();
    expect(await page.getByText("No sound for 0:24").isVisible()).toBe(true);
  });
});

describe("the agreement", () => {
  test("nothing is ticked beforehand, and there is no band", async () => {
    const page = await s.open(snapshot("one-mic"));
    expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(0);
    expect(await page.getByText("no band").isVisible()).toBe(true);
    expect(await page.getByRole("slider").count()).toBe(0);
  });

  test("a tick stands only once the program has heard it", async () => {
    const first = snapshot("one-mic");
    const page = await s.open(first);
    const coach = page.getByRole("checkbox", { name: "Coach" });
    await coach.click();
    await expect.poll(asked).toEqual([{ name: "agree", channel: 0, value: { agreed: true } }]);
    expect(await coach.isChecked()).toBe(false);
    s.server.send({ agreement: { ...first.agreement, agreed_by: [0] } });
    await expect.poll(() => coach.isChecked()).toBe(true);
  });

  test("the band is two sliders that keys move towards where they are drawn", async () => {
    const page = await s.open(snapshot("setup"));
    const upper = page.getByRole("slider", { name: /^Upper/ });
    expect(await upper.getAttribute("aria-valuetext")).toBe("40 %");
    const [left, right] = [
      await upper.boundingBox(),
      await page.getByRole("slider", { name: /^Lower/ }).boundingBox(),
    ];
    expect(left?.x).toBe(right?.x);
    await upper.press("ArrowLeft");
    await expect.poll(asked).toMatchObject([{ name: "agreement", value: { band: [25, 41] } }]);
  });

  test("a handle can be dragged", async () => {
    const page = await s.open(snapshot("setup"));
    const box = await page.getByRole("slider", { name: /^Lower/ }).boundingBox();
    if (!box) throw new Error("no slider");
    const x = (share: number) => box.x + 14 + ((100 - share) / 100) * (box.width - 28);
    const y = box.y + box.height / 2;
    await page.mouse.move(x(25), y);
    await page.mouse.down();
    await page.mouse.move(x(20), y, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => asked().at(-1)).toMatchObject({ name: "agreement", value: { band: [20, 40] } });
  });

  test("a band can be taken away and set", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByRole("button", { name: "No band" }).click();
    await expect.poll(() => asked().at(-1)).toMatchObject({ value: { band: null } });
    s.server.send({ agreement: { ...snapshot("setup").agreement, band: null } });
    await page.getByRole("button", { name: "Set a band" }).click();
    await expect.poll(() => asked().at(-1)).toMatchObject({ value: { band: [25, 40] } });
  });

  test("each choice is sent whole, without the yes of anybody", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByRole("radio", { name: "5 s" }).click();
    await page.getByRole("radio", { name: "No one" }).click();
    await page.getByRole("radio", { name: "Off" }).click();
    await page.getByLabel("Planned length in minutes").fill("30");
    await page.keyboard.press("Enter");
    await expect.poll(() => asked().length).toBe(4);
    const values = asked().map((a) => ("value" in a ? a.value : {}) as Record<string, unknown>);
    expect(values[0]).toMatchObject({ lapse_ms: 5000, band: [25, 40] });
    expect(values[1]).toMatchObject({ seen_by: "none" });
    expect(values[2]).toMatchObject({ nudges: false });
    expect(values[3]).toMatchObject({ planned_ms: 1_800_000 });
    expect(values.every((v) => !("agreed_by" in v))).toBe(true);
  });

  test("nudges have limits that can be set", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByRole("button", { name: "When there is one" }).click();
    await page.getByLabel("Silences in a row that end with one person").selectOption({ label: "never" });
    await expect.poll(() => asked().at(-1)).toMatchObject({ value: { silences_in_row: 0 } });
  });
});

describe("what is refused", () => {
  test("leaves the choice as it was", async () => {
    const page = await s.open(snapshot("setup"));
    s.server.answer = () => ({ ok: false, error: "Only the host can change it." });
    await page.getByRole("radio", { name: "5 s" }).click();
    await page.getByText("Only the host can change it.").waitFor();
    expect(await page.getByRole("radio", { name: "3 s" }).isChecked()).toBe(true);
  });
});

describe("the start", () => {
  test("says what will be missing, and can be done anyway", async () => {
    const page = await s.open(snapshot("setup"));
    await page.getByText("the client’s lane shows as unknown").waitFor();
    await page.getByRole("button", { name: "Start anyway" }).click();
    await expect.poll(asked).toEqual([{ name: "start" }]);
  });

  test("waits for what it needs", async () => {
    const page = await s.open(snapshot("one-mic"));
    expect(await page.getByRole("button", { name: "Start" }).isDisabled()).toBe(true);
  });

  test("a refusal is said", async () => {
    const page = await s.open(snapshot("setup"), PHONE);
    s.server.answer = () => ({ ok: false, error: "Not everybody has agreed yet." });
    await page.getByRole("button", { name: "Start anyway" }).click();
    await page.getByText("Not everybody has agreed yet.").waitFor();
  });

  test("shows the live screen when it has begun", async () => {
    const page = await s.open(snapshot("setup"));
    s.server.send({ session: snapshot("glance-light").session });
    await page.getByRole("button", { name: "End", exact: true }).waitFor();
  });
});
