// What happens on the live screen when messages come and keys are pressed.

import { describe, expect, test } from "vitest";
import { frozen, snapshot } from "./lib/golden";
import { stage } from "./lib/stage";

const s = stage();

/** Commands that arrived, without their ids. */
const asked = () => s.server.commands.map(({ type, id, ...ask }) => ask);

interface Counted {
  frames: number;
  change: Promise<number>;
}

/** Runs in the page before its program: counts the frames since the last message. */
function countFrames() {
  const counted = globalThis as unknown as Counted;
  const Native = WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener("message", () => (counted.frames = 0));
    }
  };
  requestAnimationFrame(function next() {
    counted.frames += 1;
    requestAnimationFrame(next);
  });
}

/** Runs in the page: change becomes the frames between a message and the change of data-speaking that it makes. */
function watchForChange(selector: string) {
  const counted = globalThis as unknown as Counted;
  const element = document.querySelector(selector) as Element;
  counted.change = new Promise((done) => {
    new MutationObserver(() => done(counted.frames)).observe(element, { attributeFilter: ["data-speaking"] });
  });
}

describe("the floor", () => {
  test("a rail follows the voice with the message, before the next frame", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.addInitScript(countFrames);
    await page.reload();
    await page.getByRole("main").waitFor();
    await page.evaluate(watchForChange, "[data-channel='0']");
    s.server.send({ speaking: ["yes", "yes"] });
    expect(await page.evaluate(() => (globalThis as unknown as Counted).change)).toBe(0);
    expect(await page.locator("[data-channel='0']").getAttribute("data-speaking")).toBe("yes");
  });

  test("names follow the floor, and stay in their places", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.getByText("0:21").waitFor();
    s.server.send({ floor: { state: "held", holder: 0, since_ms: 1_928_000 - 65_000 } });
    await page.getByText("1:05").waitFor();
    expect(await page.locator(".name").allTextContents()).toEqual(["Coach", "Client"]);
    s.server.send({ floor: { state: "open", holder: -1, since_ms: 0 } });
    await page.getByText("1:05").waitFor({ state: "detached" });
  });

  test("is empty where nothing is known", async () => {
    const page = await s.open(frozen("paused"));
    expect(await page.locator(".time").count()).toBe(1); // the clock's
    expect(await page.locator("[data-speaking=unknown]").count()).toBe(2);
  });
});

describe("keys", () => {
  test("each does what it says", async () => {
    const page = await s.open(frozen("glance-light"));
    for (const key of ["p", "d", "m", "k"]) await page.keyboard.press(key);
    await expect
      .poll(asked)
      .toEqual([
        { name: "pause" },
        { name: "dismiss", value: { id: "n4" } },
        { name: "mute", value: { muted: true } },
        { name: "mark", value: { at_ms: 1_928_000, text: "" } },
      ]);
  });

  test("can be switched off, and stay off", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.keyboard.press("?");
    await page.getByLabel("Single letters are commands").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    await page.reload();
    await page.getByRole("main").waitFor();
    await page.keyboard.press("p");
    expect(asked()).toEqual([]);
  });

  test("typing a name for a mark is typing", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.keyboard.press("k");
    await page.getByLabel("Name of this moment").fill("");
    await page.getByLabel("Name of this moment").pressSequentially("kpd");
    expect(asked()).toHaveLength(1);
    await page.keyboard.press("Enter");
    await expect.poll(() => asked()[1]).toEqual({ name: "mark", value: { at_ms: 1_928_000, text: "kpd" } });
  });

  test("T fixes the other theme for good", async () => {
    const page = await s.open(frozen("glance-light"));
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    expect(await theme()).toBe("light");
    await page.keyboard.press("t");
    expect(await theme()).toBe("dark");
    await page.reload();
    await page.getByRole("main").waitFor();
    expect(await theme()).toBe("dark");
  });

  test("H leaves the clock and nothing else", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.keyboard.press("h");
    expect(await page.getByText("32:08").isVisible()).toBe(true);
    expect(await page.locator("canvas").count()).toBe(0);
    await page.keyboard.press("h");
    expect(await page.locator("canvas").count()).toBe(1);
  });
});

describe("the theme", () => {
  test("does not change by itself while a session runs, but after it", async () => {
    const page = await s.open(frozen("glance-light"));
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await theme()).toBe("light");
    const ended = snapshot("ended");
    s.server.send({ session: ended.session, summary: ended.summary });
    await page.getByRole("heading", { name: "Session 7 has ended" }).waitFor();
    expect(await theme()).toBe("dark");
  });
});

describe("marks and nudges", () => {
  test("a mark can be taken back", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.keyboard.press("k");
    const mark = {
      id: "m9",
      kind: "mark",
      start_ms: 1_928_000,
      end_ms: 1_928_000,
      channel: -1,
      other: -1,
    } as const;
    s.server.send({
      strip: {
        from_ms: 0,
        remove: [],
        upsert: [{ ...mark, open: false, taken: false, text: "", status: "" }],
      },
    });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(asked).toContainEqual({ name: "unmark", value: { id: "m9" } });
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  test("a nudge gives its reason when asked, and goes when told", async () => {
    const page = await s.open(frozen("glance-light"));
    expect(await page.getByText("Agreed: a nudge after 3").count()).toBe(0);
    await page.getByRole("button", { name: "Why" }).click();
    await page.getByText("Agreed: a nudge after 3").waitFor();
    s.server.send({ nudge: { id: "", text: "", reason: "", until_ms: 0 } });
    await page.getByText("No nudges right now").waitFor();
  });

  test("no line is there when the agreement has none", async () => {
    const first = frozen("glance-light");
    const page = await s.open({ ...first, agreement: { ...first.agreement, nudges: false } });
    expect(await page.locator("footer").count()).toBe(0);
  });
});

describe("the end", () => {
  test("is asked for once more", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.getByRole("button", { name: "End", exact: true }).click();
    expect(asked()).toEqual([]);
    await page.getByRole("button", { name: "End the session" }).click();
    await expect.poll(asked).toEqual([{ name: "end" }]);
  });

  test("that is refused says why", async () => {
    const page = await s.open(frozen("glance-light"));
    s.server.answer = () => ({ ok: false, error: "Only the coach can end it." });
    await page.getByRole("button", { name: "End", exact: true }).click();
    await page.getByRole("button", { name: "End the session" }).click();
    await page.getByText("Only the coach can end it.").waitFor();
  });
});

describe("the connection", () => {
  test("a silent server greys what is measured, and the clock goes on", async () => {
    const page = await s.open(snapshot("glance-light"));
    await page.getByText("No data since 32:08 — reconnecting").first().waitFor();
    expect(await page.locator(".stale .measured").count()).toBe(1);
    const shown = await page.getByRole("timer").innerText();
    expect(shown).toMatch(/^32:(09|1\d)/);
    s.server.send({ at_ms: 1_934_000 });
    await page.locator(".stale").waitFor({ state: "detached" });
  });

  test("a lost connection comes back with a snapshot", async () => {
    const page = await s.open(frozen("glance-light"));
    s.server.snapshot = frozen("glance-dark");
    s.server.drop(1001);
    await page.getByText("6:30").waitFor();
  });

  test("a missing delta is made good by a new connection", async () => {
    const page = await s.open(frozen("glance-light"));
    s.server.skip();
    s.server.snapshot = frozen("glance-dark");
    s.server.send({ speaking: ["yes", "yes"] });
    await page.getByText("6:30").waitFor();
  });

  test("a link that expires during the session says so", async () => {
    const page = await s.open(frozen("glance-light"));
    s.server.drop(4401);
    await page.getByRole("heading", { name: "This link is no longer valid" }).waitFor();
  });
});

describe("definitions", () => {
  test("open beside their title with the constants of the session, and give the focus back", async () => {
    const page = await s.open(frozen("glance-light"));
    const title = page.getByRole("button", { name: "Taking the floor in overlap" });
    await title.focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog", { name: "Taking the floor in overlap" });
    await card.getByText("more than 0.4 s").waitFor();
    const [a, b] = [await card.boundingBox(), await title.boundingBox()];
    expect(a && b && a.y + a.height <= b.y).toBe(true);
    await page.keyboard.press("Escape");
    expect(await title.evaluate((e) => e === document.activeElement)).toBe(true);
  });
});

describe("the agreement", () => {
  test("changes only with everybody's yes to the new one", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: "Agreement" }).click();
    const dialog = page.getByRole("dialog");
    const change = dialog.getByRole("button", { name: "Change it" });
    const yes = (name: string) => dialog.getByRole("checkbox", { name }).click();
    await yes("Client");
    await dialog.getByRole("radio", { name: "4 s" }).click();
    await yes("Coach");
    expect(await change.isDisabled()).toBe(true); // the client's yes was to the old one
    await yes("Client");
    await change.click();
    await expect.poll(() => asked().map((a) => a.name)).toEqual(["agreement", "agree", "agree"]);
    expect(asked()[0]).toMatchObject({ value: { lapse_ms: 4000 } });
  });

  test("can be read without touching it, and a yes can be taken back", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: "Agreement" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Leave it as it was" }).waitFor();
    expect(await dialog.getByRole("button", { name: "Agree", exact: true }).count()).toBe(0);
    await dialog.getByRole("checkbox", { name: "Client" }).click();
    await dialog.getByRole("button", { name: "Take it back and pause" }).click();
    await expect.poll(asked).toMatchObject([{ name: "agree", channel: 1, value: { agreed: false } }]);
  });
});

describe("an agreement that another page has changed", () => {
  test("says whose yes is missing, and takes it", async () => {
    const first = frozen("glance-light");
    const page = await s.open({ ...first, agreement: { ...first.agreement, agreed_by: [1] } });
    await page.getByText("coach has yet to say yes").waitFor();
    await page.getByRole("button", { name: "See it" }).click();
    await page.getByRole("checkbox", { name: "Coach" }).click();
    await page.getByRole("button", { name: "Agree", exact: true }).click();
    await expect.poll(asked).toMatchObject([{ name: "agree", channel: 0, value: { agreed: true } }]);
  });
});

describe("the timeline", () => {
  test("shows three to five minutes, as it is chosen", async () => {
    const page = await s.open(frozen("glance-light"));
    const spoken = () => page.locator("canvas").getAttribute("aria-label");
    expect(await spoken()).toMatch(/^Last 4 min/);
    for (const minutes of [5, 3, 4]) {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("button", { name: `Timeline of ${minutes} minutes` }).click();
      await expect.poll(spoken).toMatch(new RegExp(`^Last ${minutes} min`));
    }
  });
});

describe("the table view", () => {
  test("is made of real tables with captions, and can be left", async () => {
    const page = await s.open(frozen("glance-light"));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: "Show as table" }).click();
    await page.getByRole("table", { name: /^Turns: \d+/ }).waitFor();
    const captions = await page.locator("caption").allTextContents();
    expect(captions.map((c) => c.replace(/:.*/, ""))).toEqual([
      "Turns",
      "Overlaps",
      "Silences",
      "Unknown stretches",
      "Pauses of the session",
      "Short signals",
      "Marks",
    ]);
    await page.getByRole("button", { name: "Back to the timeline" }).click();
    await page.locator("canvas").waitFor();
  });
});
