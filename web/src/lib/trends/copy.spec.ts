import { expect, test } from "vitest";
import { textOf } from "../../testing/golden";
import { groupsOf, intervalText, progressText, reasonsOf, rowLabel, tickText, verdictOf } from "./copy";
import { type ComparedSession, decodeComparison, type FollowedGoal, type GoalPoint } from "./protocol";

const session = (id: string): ComparedSession => ({
  ...{ id, title: id, started_at: "", length_ms: 1, place: "room", size: 2 },
});

test.each<[[number, number] | null, string, string]>([
  [[0.157, 0.2997], "%", "16–30 %"],
  [[4.61, 5.84], "s", "4.6–5.8 s"],
  [[-0.21, 0.31], "s", "−0.2 to 0.3 s"],
  [[-0.02, 0.31], "s", "0.0–0.3 s"],
  [[0.1098, 1.1751], "/min", "0.11–1.18"],
  [null, "s", ""],
])("%j %s is written as %j", (interval, unit, want) => expect(intervalText({ interval }, unit)).toBe(want));

test.each<[number, string, boolean, string]>([
  [0.5, "%", false, "50 %"],
  [1.5, "%", true, "1.5"],
  [-0.5, "s", false, "−0.5 s"],
  [0.25, "/min", false, "0.25"],
])("an axis writes %d %s", (value, unit, normal, want) => expect(tickText(value, unit, normal)).toBe(want));

test("rows stand under whom they are of, with the words that the server gives", () => {
  const { rows } = decodeComparison(JSON.parse(textOf("comparison-pair")));
  const groups = groupsOf(rows);
  expect(groups.map(([who]) => who)).toEqual(["Coach", "Client", "Everybody"]);
  expect(groups.flatMap(([, list]) => list)).toEqual(rows);
  const people = rows.map((r) => (r.role === "client" ? { ...r, name: "Ann (2)" } : r));
  expect(groupsOf(people).map(([who]) => who)).toEqual(["Coach", "Ann (2)", "Everybody"]);
  const [first] = rows;
  expect(first && rowLabel({ ...first, name: "Ann (2)", label: "Talk share: Ann (2)" })).toBe("Talk share");
  expect(first && [rowLabel(first), verdictOf(first)]).toEqual(["Talk share", "The intervals lie apart"]);
});

test("a reason is said once, of all that it is of", () => {
  const left = ["a", "b", "c"].map((id, i) => ({ session: session(id), reason: i === 1 ? "Other" : "Same" }));
  expect(reasonsOf(left).map(([reason, all]) => [reason, all.length])).toEqual([
    ["Same", 2],
    ["Other", 1],
  ]);
});

test.each<[GoalPoint["state"][], string]>([
  [[], "No session yet"],
  [["reached"], "Inside in 1 of 1 session"],
  [["reached", "not_reached", "few", "unclear"], "Inside in 1 of 4 sessions, outside in 1, not told in 2"],
])("progress over %j", (states, want) => {
  const points = states.map((state) => ({
    ...{ session: session("a"), value: null, interval: null, count: 0, of: 0, state, text: "" },
  }));
  expect(progressText({ points } as unknown as FollowedGoal)).toBe(want);
});

/** What people read on these pages, as it is written. */
const SOURCES = import.meta.glob<string>(["../../components/trends/*.svelte", "./{copy,sheet.svelte}.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test.each(Object.entries(SOURCES))("no word that judges is in %s", (_, source) =>
  expect(source).not.toMatch(
    /\bdominat\w*|\binterrupt\w*|\bfault\b|too much|\bgood\b|\bpoor\b|\bscore\b|\bwarning\b/i,
  ),
);
