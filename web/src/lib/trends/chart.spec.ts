import { describe, expect, test } from "vitest";
import { columnsOf, type Dot, dotOf, dotsOf, isNormal, placeOf, scaleOf } from "./chart";
import type { ComparisonRow, Figure, Trend, TrendPoint } from "./protocol";

const figure = (value: number | null, state: Figure["state"] = "shown"): Figure => ({
  ...{ value, interval: value === null ? null : [value - 0.1, value + 0.1], count: 9, of: 30 },
  ...{ state, text: String(value) },
});

const point = (id: string, size: number, f: Figure): TrendPoint => ({
  session: { id, title: id, started_at: `2026-11-${id}T09:00:00Z`, length_ms: 1, place: "room", size },
  figure: f,
  normal: f.value === null ? null : f.value * size,
  normal_interval: null,
});

const trend = (points: TrendPoint[], scale = "1 is an equal part"): Trend => ({
  ...{ measure: "talk_share", label: "Talk share", unit: "%", scale, points, left_out: [] },
});

const dot = (value: number, interval: [number, number] | null = null): Dot => ({
  ...{ value, interval, tentative: false },
});

describe("shares of groups of several sizes", () => {
  test("are drawn against an equal part, and those of groups of one size as they are", () => {
    const [a, b] = [point("01", 2, figure(0.5)), point("02", 4, figure(0.25))];
    expect([isNormal(trend([a, a])), isNormal(trend([a, b])), isNormal(trend([a, b], ""))]).toEqual([
      false,
      true,
      false,
    ]);
    expect([dotOf(a, true).value, dotOf(b, true).value, dotOf(b, false).value]).toEqual([1, 1, 0.25]);
  });

  test("are compared against an equal part too", () => {
    const row: ComparisonRow = {
      ...{ measure: "talk_share", label: "Talk share", role: "coach", name: "", unit: "%", scale: "equal" },
      ...{ a: figure(0.5), b: figure(0.25), state: "together", text: "" },
    };
    expect(dotsOf(row, [2, 4]).map((d) => d.value)).toEqual([1, 1]);
    expect(dotsOf(row, [2, 2]).map((d) => d.value)).toEqual([0.5, 0.25]);
    expect(dotsOf({ ...row, scale: "" }, [2, 4]).map((d) => d.value)).toEqual([0.5, 0.25]);
  });
});

test.each<[Figure["state"], number | null, boolean]>([
  ["shown", 0.3, false],
  ["tentative", 0.3, true],
  ["collecting", null, false],
  ["withheld", null, false],
])("a figure that is %s is drawn as one", (state, value, tentative) =>
  expect(dotOf(point("01", 2, figure(0.3, state)), false)).toMatchObject({ value, tentative }),
);

describe("a scale", () => {
  test.each<[string, Dot[], string, number[]]>([
    ["reaches over every interval", [dot(0.3, [0.2, 0.55])], "%", [0, 0.2, 0.4, 0.6]],
    ["of shares ends at 1", [dot(0.95, [0.9, 1])], "%", [0, 0.5, 1]],
    ["goes below 0 where a value does", [dot(0.3, [-0.2, 0.5])], "s", [-0.25, 0, 0.25, 0.5, 0.75]],
    ["of nothing is there", [], "s", [0, 1]],
    ["of nothing but 0 is there", [dot(0)], "s", [0, 1]],
    ["takes large values", [dot(58)], "s", [0, 20, 40, 60]],
  ])("%s", (_, dots, unit, ticks) => expect(scaleOf(dots, unit).ticks).toEqual(ticks));

  test("makes room for other lines, and keeps everything in sight", () => {
    const s = scaleOf([dot(0.2)], "%", [0.5]);
    expect(s.to).toBeGreaterThanOrEqual(0.5);
    expect([placeOf(0, s), placeOf(s.to, s), placeOf(9, s), placeOf(-9, s)]).toEqual([0, 1, 1, 0]);
  });
});

test("every chart has the columns of all sessions, oldest first", () => {
  const [a, b, c] = ["03", "01", "02"].map((id) => point(id, 2, figure(0.3))) as [
    TrendPoint,
    TrendPoint,
    TrendPoint,
  ];
  const series = [trend([b, a]), { ...trend([b]), left_out: [{ session: c.session, reason: "It differs" }] }];
  expect(columnsOf(series).map((s) => s.id)).toEqual(["01", "02", "03"]);
});
