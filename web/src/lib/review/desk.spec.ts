import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { textOf } from "../../testing/golden";
import { momentOf } from "../../testing/review";
import { obey } from "./commands";
import { Desk } from "./desk.svelte";
import type { ReviewKey } from "./keys";

const moments = [momentOf("taken", 100_000, 101_000), momentOf("kept", 900_000, 901_000)];
let fetched: ReturnType<typeof vi.fn<typeof fetch>>;
let desk: Desk;

const answer = () => {
  const review = JSON.parse(textOf("review-pair")) as { session: object };
  return new Response(
    JSON.stringify({ ...review, session: { ...review.session, length_ms: 1_928_000 }, moments }),
  );
};
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

  const undo = { seq: 0, text: "", restore: 0, restore_text: "" };

  test("says when there is nothing to undo or to restore", async () => {
    if (desk.review) desk.review = { ...desk.review, undo };
    await desk.undoLatest();
    expect(desk.complaint).toContain("nothing of the mentor to undo");
    await desk.restoreLatest();
    expect(desk.complaint).toContain("nothing of the mentor to restore");
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test("takes back what was done last, says what that was, and restores it", async () => {
    const bodies = () =>
      fetched.mock.calls.slice(1).map(([, init]) => JSON.parse(String(init?.body)) as unknown);
    if (desk.review) desk.review = { ...desk.review, undo: { ...undo, seq: 9, text: "note at 6:14" } };
    press("undo");
    await vi.waitFor(() => expect(desk.news?.text).toBe("Undone: note at 6:14"));
    if (desk.review)
      desk.review = { ...desk.review, undo: { ...undo, restore: 10, restore_text: "note at 6:14" } };
    desk.news?.action.act();
    await vi.waitFor(() => expect(desk.news?.text).toBe("Restored: note at 6:14"));
    const undone = (entry: number) => ({ kind: "undo", body: { entry } });
    expect(bodies()).toEqual([undone(9), undone(10)]);
  });
});
