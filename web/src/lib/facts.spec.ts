import { afterEach, describe, expect, test, vi } from "vitest";
import { textOf } from "../testing/golden";
import { type Fact, type Facts, loadFacts, outcome, sections, stripItems } from "./facts";

const answer = (body: string, status = 200) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(() => Promise.resolve(new Response(body, { status }))),
  );

const fact = (kind: string, start_s: number): Fact => ({
  ...{
    kind,
    start_s,
    end_s: start_s + 1,
    speaker: "coach",
    other: "client",
    status: "final",
    text: "",
    flags: "",
  },
});

afterEach(() => vi.unstubAllGlobals());

describe("loadFacts", () => {
  test("asks for the session and reads what comes", async () => {
    answer(textOf("facts"));
    const facts = await loadFacts("s/7");
    expect(fetch).toHaveBeenCalledWith("/api/sessions/s%2F7/facts", { cache: "no-store" });
    expect(facts.people.map((p) => p.name)).toEqual(["Coach", "Client"]);
    expect(facts.rows.length).toBeGreaterThan(60);
  });

  test("a refusal is an error", async () => {
    answer("", 401);
    await expect(loadFacts("s7")).rejects.toThrow("401");
  });

  test("something else than facts is an error that names the place", async () => {
    answer('{"people":[],"rows":[{"start_s":"0"}]}');
    await expect(loadFacts("s7")).rejects.toThrow("rows[0].start_s");
  });
});

describe("tables", () => {
  const all: Facts = {
    people: [],
    rows: ["turn", "butt_in", "lapse", "unknown", "backchannel", "mark", "ipu", "turn"].map((kind, i) =>
      fact(kind, 10 - i),
    ),
  };

  test("each fact is in the table of its kind, in order of time", () => {
    const found = sections(all).map((s) => [s.title, s.rows.map((r) => r.start_s)]);
    expect(found).toEqual([
      ["Turns", [3, 10]],
      ["Overlaps", [9]],
      ["Silences", [8]],
      ["Unknown stretches", [7]],
      ["Pauses of the session", []],
      ["Short signals", [6]],
      ["Marks", [5]],
    ]);
  });

  test("a pause, which is told of every channel, is one pause and nothing unknown", () => {
    const rows = [0, 1].map(() => ({ ...fact("unknown", 5), flags: "paused" }));
    const found = sections({ people: [], rows }).filter((s) => s.rows.length > 0);
    expect(found.map((s) => [s.title, s.rows.length])).toEqual([["Pauses of the session", 1]]);
    expect([...stripItems({ people: [], rows }, () => 0).values()][0]?.kind).toBe("paused");
  });

  test("overlaps say what became of them, without blame", () => {
    expect(outcome(fact("interruption_successful", 0))).toBe("took the floor");
    expect(outcome(fact("butt_in", 0))).toBe("tried, did not get the floor");
    expect(outcome(fact("turn", 0))).toBe("");
  });
});

describe("the overview", () => {
  const channelOf = (id: string) => ["coach", "client"].indexOf(id);

  test("a short signal is a tick, and not speech as well", () => {
    const rows = [fact("ipu", 5), fact("backchannel", 5), { ...fact("ipu", 5), speaker: "client" }];
    const items = [...stripItems({ people: [], rows }, channelOf).values()];
    expect(items.map((i) => [i.kind, i.channel])).toEqual([
      ["backchannel", 0],
      ["speech", 1],
    ]);
  });

  test("is made of speech, silences, overlaps, unknown stretches and marks", () => {
    const rows = ["ipu", "lapse", "interruption_successful", "unknown", "mark", "turn", "gap"].map(fact);
    const items = [...stripItems({ people: [], rows }, channelOf).values()];
    expect(items.map((i) => i.kind)).toEqual(["speech", "silence", "overlap", "unknown", "mark"]);
    expect(items[2]).toMatchObject({ channel: 0, other: 1, taken: true, start_ms: 2000, end_ms: 3000 });
  });
});
