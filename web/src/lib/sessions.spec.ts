import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { NO_SEARCH, queryOf, searchOf, tagsOf, tagsText } from "./sessions";
import { SessionList } from "./sessionlist.svelte";

const entry = (id: string) => ({
  ...{ id, title: id, length_ms: 0, place: "", source: "microphones", state: "closed" },
  ...{ people: [], tags: [], figures: [] },
});
const page = (total: number, ...ids: string[]) =>
  new Response(
    JSON.stringify({
      ...{ total, sessions: ids.map(entry), people: [], tags: [] },
      keeping: { keeps: true, text: "" },
    }),
  );
const ids = (list: SessionList) => list.entries.map((e) => e.id);

let fetched: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  fetched = vi.fn<typeof fetch>();
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => vi.unstubAllGlobals());

describe("the list", () => {
  test("grows by pages, and lists nothing twice when the pages have moved", async () => {
    const list = new SessionList();
    fetched.mockResolvedValueOnce(page(4, "c", "b")).mockResolvedValueOnce(page(4, "b", "a"));
    await list.load();
    expect(list.complete).toBe(false);
    await list.more();
    expect(ids(list)).toEqual(["c", "b", "a"]);
  });

  test("waits until typing rests", async () => {
    vi.useFakeTimers();
    const list = new SessionList();
    fetched.mockImplementation(() => Promise.resolve(page(0)));
    for (const q of ["m", "ma", "may"]) list.find({ ...NO_SEARCH, q });
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(fetched.mock.calls.map(([path]) => path)).toEqual([
      "/api/sessions?q=may&as=mentor&offset=0&limit=50",
    ]);
  });

  test("says when it cannot be searched, and stays as it was", async () => {
    const list = new SessionList();
    fetched.mockResolvedValueOnce(page(1, "a"));
    await list.load();
    const before = list.entries;
    fetched.mockRejectedValue(new Error("refused"));
    await list.load();
    expect([list.entries, list.complaint, list.trouble]).toEqual([
      before,
      "The monitor does not answer. Check that the program is still running.",
      "",
    ]);
  });

  test("keeps a session that could not be erased", async () => {
    const list = new SessionList();
    fetched.mockResolvedValueOnce(page(1, "a"));
    await list.load();
    fetched.mockResolvedValueOnce(new Response('{"error":"It is being recorded."}', { status: 409 }));
    expect(await list.erase("a")).toBe(false);
    expect([ids(list), list.complaint]).toEqual([["a"], "It is being recorded."]);
  });

  test("says when nobody answers", async () => {
    const list = new SessionList();
    fetched.mockRejectedValue(new TypeError("network"));
    await list.load();
    expect(list.trouble).toContain("does not answer");
  });
});

describe("a search", () => {
  test("comes back from its address", () => {
    const search = { ...NO_SEARCH, q: "a & b", tag: "mcc", from: "2026-11-01" };
    expect(searchOf(queryOf(search))).toEqual(search);
    expect(queryOf(NO_SEARCH)).toBe("");
  });
});

describe("tags", () => {
  test("are written with commas, each once", () => {
    expect(tagsOf(" mcc, first,, mcc ")).toEqual(["mcc", "first"]);
    expect(tagsText(["mcc", "first"])).toBe("mcc, first");
  });
});
