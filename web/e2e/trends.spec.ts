// Two sessions side by side, and a person's sessions over time.

import { beforeEach, describe, expect, test } from "vitest";
import { LAPTOP, PHONE } from "./lib/browser";
import { compared } from "./lib/compared";
import { followed, session } from "./lib/followed";
import { generated } from "./lib/generated";
import { listed } from "./lib/listed";
import { stage } from "./lib/stage";
import { inBothThemes, NOTHING } from "./lib/themes";

const s = stage();

beforeEach(() => {
  Object.assign(s.server.records, {
    review: () => generated(1_928_000),
    compare: () => compared(false),
    trends: () => followed(6),
    list: listed(20),
  });
});

const compare = (options = LAPTOP) => s.visit("/sessions/compare?a=s6&b=s3", options);
const trends = (options = LAPTOP) => s.visit("/sessions/trends?person=Ada&role=coach", options);
const asked = (path: string) => s.server.records.asked.filter((a) => a.path.startsWith(path));

describe.each([
  ["on a laptop", LAPTOP],
  ["on a phone", PHONE],
] as const)("%s", (_, options) => {
  test("a comparison can be used by everybody, and nothing is wider than the page", async () => {
    const page = await compare(options);
    await page.getByRole("img", { name: /^Session 3/ }).waitFor();
    expect(await inBothThemes(page)).toEqual(NOTHING);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });

  test("trends can be used by everybody, as charts, as a table and with a goal to be set", async () => {
    const page = await trends(options);
    expect(await inBothThemes(page)).toEqual(NOTHING);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.getByRole("button", { name: "Show as table" }).click();
    expect(await inBothThemes(page)).toEqual(NOTHING);
    await page.getByRole("button", { name: "Set a goal" }).click();
    expect(await inBothThemes(page)).toEqual(NOTHING);
  });
});

describe("before the guess of who looks", () => {
  test("two sessions are not compared, and lead to where it is asked for", async () => {
    const review = generated(1_928_000);
    const guesses = { ...review.guesses, asked: false };
    s.server.records.review = ({ path }) => (path.includes("/s3/") ? { ...review, guesses } : review);
    const page = await compare();
    await page.getByText("A guess comes before the figures").waitFor();
    expect(await page.getByRole("table").count()).toBe(0);
    expect(await page.getByRole("main").getByRole("link").count()).toBe(1);
  });

  test("a trend leaves sessions out, until the guess is declined for all of them", async () => {
    const before = followed(6);
    const left = { session: session(2), reason: "A guess comes before its figures", asks: true };
    const later = { ...left, session: { ...session(4), id: "s9" } };
    s.server.records.trends = () => ({ ...before, left_out: [left, later] });
    s.server.records.review = () => {
      s.server.records.trends = () => followed(6);
      return generated(1_928_000);
    };
    const page = await trends();
    await page.getByRole("button", { name: "Rather not guess" }).click();
    await page.getByText("A guess comes before its figures").waitFor({ state: "detached" });
    expect(s.server.records.entries).toEqual([
      { kind: "reflection", body: { shared: false } },
      { kind: "reflection", body: { shared: false } },
    ]);
  });
});

describe("a comparison", () => {
  test("asks for both sessions, and tells a difference in the words of the server", async () => {
    const page = await compare();
    expect(asked("/api/compare")[0]?.query).toEqual({ a: "s6", b: "s3", as: "mentor" });
    const coach = page.getByRole("table", { name: "Coach" });
    const share = await coach.getByRole("row", { name: /^Talk share/ }).textContent();
    expect(share).toMatch(/36 %.*32–40 %.*52 %.*48–56 %.*The intervals lie apart/s);
    const others = await coach.getByText("no difference is told").count();
    expect(others).toBeGreaterThan(2);
  });

  test("of sessions that differ says so, and draws no row", async () => {
    s.server.records.compare = () => compared(true);
    const page = await compare();
    await page.getByText("nothing is said of which is more").waitFor();
    expect(await page.getByText("Not compared", { exact: true }).count()).toBe(19);
    expect(await page.locator("td .wire").count()).toBe(0);
  });

  test("draws both on the same time", async () => {
    s.server.records.compare = () => ({
      ...compared(false),
      a: { ...compared(false).a, length_ms: 1_350_000 },
    });
    const page = await compare();
    const box = (name: RegExp) => page.getByRole("img", { name }).boundingBox();
    const [a, b] = [await box(/^Session 6/), await box(/^Session 3/)];
    expect((a?.width ?? 0) / (b?.width ?? 1)).toBeCloseTo(0.5, 2);
    expect(a?.x).toBe(b?.x);
  });

  test("that is refused says why, with a way back", async () => {
    s.server.records.review = null;
    const page = await compare();
    await page.getByText("There is no such session.").waitFor();
    await page.getByRole("link", { name: "All sessions" }).waitFor();
  });
});

describe("trends", () => {
  test("write out the latest session, and others by keys, buttons and clicks", async () => {
    const page = await trends();
    const written = page.getByRole("navigation").getByRole("status");
    const is = (title: string) => expect.poll(() => written.textContent()).toContain(title);
    await is("Session 6");
    await page.keyboard.press("k");
    await is("Session 5");
    await page.getByRole("button", { name: "Session before" }).click();
    await is("Session 4");
    await page.keyboard.press("j");
    await is("Session 5");
    await page.getByRole("img", { name: /^Talk share: / }).click({ position: { x: 4, y: 60 } });
    await is("Session 1");
    expect(await page.getByRole("button", { name: "Session before" }).isDisabled()).toBe(true);
  });

  test("say of each measure and of all what is left out and why", async () => {
    const page = await trends();
    await page.getByText("1 left out. Silences count from 2.0 s in it").waitFor();
    const out = page.getByRole("region", { name: "Left out" });
    expect(await out.textContent()).toMatch(/It was remote.*By phone.*It is being recorded.*Today/s);
  });

  test("of a pair draw shares as they are, and of groups of several sizes against an equal part", async () => {
    const page = await trends();
    expect(await page.getByText("Groups differ in size").count()).toBe(0);
    const mixed = followed(6);
    for (const t of mixed.series) for (const p of t.points.slice(0, 2)) p.session.size = 4;
    s.server.records.trends = () => mixed;
    const again = await trends();
    expect(await again.getByText("Groups differ in size").count()).toBe(3);
  });

  test("of somebody else are asked for, and stand in the address", async () => {
    s.server.records.trends = ({ query }) =>
      followed(6, { name: query.person ?? "Ada", role: query.role ?? "" });
    const page = await trends();
    await page.getByLabel("Person").selectOption({ index: 1 });
    await page.getByRole("heading", { name: "Trends of Tom" }).waitFor();
    expect(new URL(page.url()).searchParams.get("person")).toBe("Tom");
    await page.getByLabel("Role").selectOption("As client");
    await expect.poll(() => asked("/api/trends").at(-1)?.query).toEqual({ role: "client", as: "mentor" });
  });

  test("ask again while figures are being computed", async () => {
    s.server.records.trends = () => followed(6, { waiting: asked("/api/trends").length < 3 ? 2 : 0 });
    const page = await trends();
    await page.getByText("The figures of 2 sessions are being").waitFor();
    await page.getByText("The figures of 2 sessions are being").waitFor({ state: "detached" });
  });

  test("of nobody say so", async () => {
    s.server.records.trends = () =>
      followed(0, { name: "", people: [], goals: [], left_out: [], text: "0 sessions" });
    const page = await trends();
    await page.getByText("Nobody has taken part as coach").waitFor();
  });
});

describe("a goal", () => {
  test("to let silences run is set as it stands", async () => {
    const page = await trends();
    await page.getByRole("button", { name: "Set a goal" }).click();
    const dialog = page.getByRole("dialog", { name: "A goal of Ada" });
    await dialog.getByLabel("To").fill("6");
    await dialog.getByRole("button", { name: "Set goal" }).click();
    await dialog.waitFor({ state: "detached" });
    const goal = { person: "Ada", role: "coach", measure: "silence", at_least: 6, text: "" };
    expect(asked("/api/goals")).toMatchObject([{ method: "POST", query: { as: "mentor" }, body: goal }]);
    expect(asked("/api/trends").length).toBe(2);
  });

  test("of a measure has bounds in its unit, and none that cannot be", async () => {
    const page = await trends();
    await page.getByRole("button", { name: "Set a goal" }).click();
    const dialog = page.getByRole("dialog");
    const set = dialog.getByRole("button", { name: "Set goal" });
    await dialog.getByLabel("What").selectOption("Talk share");
    expect(await set.isDisabled()).toBe(true);
    await dialog.getByLabel("At least").fill("140");
    expect(await set.isDisabled()).toBe(true);
    await dialog.getByLabel("At least").fill("25");
    await dialog.getByLabel("At most").fill("40");
    await dialog.getByLabel(/own words/).fill("a quieter hour");
    await set.click();
    await dialog.waitFor({ state: "detached" });
    const body = { measure: "talk_share", at_least: 0.25, at_most: 0.4, text: "a quieter hour" };
    expect(asked("/api/goals")[0]).toMatchObject({ body });
  });

  test("that is refused says why and stays to be changed", async () => {
    const page = await trends();
    s.server.records.refusal = "Ada has 20 goals already; remove one first";
    await page.getByRole("button", { name: "Set a goal" }).click();
    await page.getByRole("button", { name: "Set goal" }).click();
    await page.getByText("Ada has 20 goals already").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  test("is removed when that is asked for twice", async () => {
    const page = await trends();
    await page.getByRole("button", { name: "Remove Let silences run to 5 s" }).click();
    expect(asked("/api/goals")).toEqual([]);
    await page.getByRole("button", { name: "Remove it" }).click();
    await expect.poll(() => asked("/api/goals")).toMatchObject([{ method: "DELETE", path: "/api/goals/g1" }]);
  });
});

describe("from the list", () => {
  test("two sessions are chosen and compared, the last two of three", async () => {
    const page = await s.visit("/sessions");
    const choose = (n: number) =>
      page.getByRole("button", { name: `Compare Session ${n}`, exact: true }).click();
    await choose(2);
    await page.getByText("Session 2. Choose another").waitFor();
    await choose(5);
    await choose(7);
    await page.getByRole("link", { name: "Compare them" }).click();
    await page.getByRole("heading", { name: "Two sessions" }).waitFor();
    expect(asked("/api/compare")[0]?.query).toMatchObject({ a: "s4", b: "s6" });
  });

  test("trends of whom the list is searched for are one step away", async () => {
    const page = await s.visit("/sessions?person=Maya&role=client");
    await page.getByRole("link", { name: "Trends" }).click();
    await page.getByRole("heading", { name: /^Trends of/ }).waitFor();
    expect(asked("/api/trends")[0]?.query).toMatchObject({ person: "Maya", role: "client" });
  });
});
