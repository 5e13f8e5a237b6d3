import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { textOf } from "../../testing/golden";
import { momentOf } from "../../testing/review";
import { obey } from "./commands";
import { Desk } from "./desk.svelte";
import type { ReviewKey } from "./keys";

const moments = [momentOf("taken", 100_000, 101_000), momentOf("kept", 900_000, 901_000)];
let fetched: ReturnType<typeof vi.fn<typeof fetch>>;
let desk: Desk;

const answer = () =>
  new Response(JSON.stringify({ ...(JSON.parse(textOf("review-pair")) as object), moments }));
const asked = () => fetched.mock.calls.map(([path]) => new URL(String(path), "http://x").search);
const press = (key: ReviewKey) => obey({ key, desk, theme: vi.fn() });

beforeEach(async () => {
  vi.useFakeTimers();
  fetched = vi.fn<typeof fetch>(() => Promise.resolve(answer()));
  vi.stubGlobal("fetch", fetched);
  desk = new Desk("s 6");
  await desk.load();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a desk", () => {
  test("opens on the first moment", () => {
    expect(desk.selected).toBe("taken-100000");
    expect(desk.view.from).toBeLessThan(100_000);
    expect(desk.view.to).toBeGreaterThan(100_000);
  });

  test("asks once for a length that moves through many", async () => {
    for (const ms of [3100, 3200, 3300]) desk.set("lapse", ms);
    await vi.runAllTimersAsync();
    expect(asked()).toEqual(["?as=mentor", "?as=mentor&lapse_ms=3300"]);
  });

  test("asks with nothing for a length that is the session's again", async () => {
    const given = desk.review?.settings.list.find((o) => o.name === "lapse")?.default_ms ?? 0;
    desk.set("lapse", given + 100);
    desk.set("lapse", given);
    await vi.runAllTimersAsync();
    expect(asked().at(-1)).toBe("?as=mentor");
  });

  test("shows the answer to its latest question, whichever comes first", async () => {
    const answers: ((r: Response) => void)[] = [];
    fetched.mockImplementation(() => new Promise((done) => answers.push(done)));
    const [first, second] = [desk.load(), desk.load()];
    answers[1]?.(answer());
    await second;
    const shown = desk.review;
    answers[0]?.(answer());
    await first;
    expect(desk.review).toBe(shown);
  });

  test("says what was refused, and keeps what it shows", async () => {
    const before = desk.review;
    fetched.mockResolvedValue(new Response('{"error":"The session is gone."}', { status: 404 }));
    expect(await desk.add("undo", { entry: 1 })).toBe(false);
    expect(desk.complaint).toBe("The session is gone.");
    expect(desk.review).toBe(before);
  });

  test("goes from moment to moment and brings each into sight", () => {
    expect(press("next")).toBe(true);
    expect(desk.selected).toBe("kept-900000");
    expect(desk.view.from < 900_000 && 900_000 < desk.view.to).toBe(true);
    press("previous");
    expect(desk.playhead).toBe(100_000);
  });

  test("moves by a second, by ten with Shift, and from an open moment selects", () => {
    press("right");
    press("farRight");
    expect(desk.playhead).toBe(111_000);
    desk.open = true;
    press("farRight");
    press("farRight");
    expect(desk.span).toEqual([100_000, 103_000]);
    expect(desk.playhead).toBe(111_000);
  });

  test("closes one thing at a time", () => {
    desk.open = true;
    desk.span = [0, 1000];
    expect([press("close"), desk.open, desk.span !== null]).toEqual([true, false, true]);
    expect([press("close"), desk.span]).toEqual([true, null]);
    expect(press("close")).toBe(false);
  });

  test("makes only corrections that are offered", () => {
    expect(press({ offer: "X" })).toBe(false);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test("says when there is nothing to undo", async () => {
    if (desk.review) desk.review = { ...desk.review, log: [], notes: [] };
    await desk.undoLatest();
    expect(desk.complaint).toContain("nothing");
    expect(fetched).toHaveBeenCalledTimes(1);
  });
});
