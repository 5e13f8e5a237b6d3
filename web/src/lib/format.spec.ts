import { describe, expect, test } from "vitest";
import {
  capital,
  clock,
  constant,
  day,
  joined,
  joinedList,
  length,
  parseClock,
  pieces,
  plain,
  seconds,
} from "./format";

const _ = "\u00a0";

describe("times", () => {
  test.each([
    [0, "0:00"],
    [21_999, "0:21"],
    [1_928_000, "32:08"],
    [3_599_999, "59:59"],
    [3_728_000, "1:02:08"],
    [-5, "0:00"],
  ])("%i ms on the clock is %s", (ms, want) => expect(clock(ms)).toBe(want));

  test.each([
    [20_000, "20 s"],
    [2_700_000, "45 min"],
    [3_600_000, "1 h"],
    [5_400_000, "1 h 30 min"],
  ])("%i ms planned is %s", (ms, want) => expect(length(ms)).toBe(want));

  test("silences have one decimal, constants what they need", () => {
    expect(seconds(4800)).toBe("4.8 s");
    expect(constant(3000)).toBe("3 s");
    expect(constant(400)).toBe("0.4 s");
  });
});

describe("sentences", () => {
  test("marked figures are strong", () => {
    expect(pieces("Coach **5**, client **1**; direction from 8")).toEqual([
      { text: `Coach${_}`, strong: false },
      { text: "5", strong: true },
      { text: `, client${_}`, strong: false },
      { text: "1", strong: true },
      { text: "; direction from 8", strong: false },
    ]);
  });

  test("a figure stays with its unit, and a threshold in one piece", () => {
    expect(pieces("of 3 s and more")[0]?.text).toBe(`of${_}3${_}s${_}and${_}more`);
    expect(pieces("46 % of 10 min")[0]?.text).toBe(`46${_}% of 10${_}min`);
  });

  test("an empty sentence has no pieces", () => expect(pieces("")).toEqual([]));
  test("labels go without marks", () => expect(plain("**7 of 9** silences")).toBe("7 of 9 silences"));
  test("names are joined as they are said", () => {
    expect(joined([])).toBe("");
    expect(joined(["Ann"])).toBe("Ann");
    expect(joined(["Ann", "Ben", "Cem"])).toBe("Ann, Ben and Cem");
    expect(capital("coach")).toBe("Coach");
  });
});

describe("a clock that somebody wrote", () => {
  test.each([
    ["5:36", 336_000],
    ["1:02:08", 3_728_000],
    [" 90 ", 90_000],
    ["0:12.5", 12_500],
  ])("%s is a time", (text, want) => expect(parseClock(text)).toBe(want));

  test.each(["", "5:61", "five", "1:2:3:4", "-1", "5:"])("%j is none", (text) => {
    expect(parseClock(text)).toBeNull();
  });

  test.each([0, 59_000, 3_728_000])("reads %i ms as it is shown", (ms) => {
    expect(parseClock(clock(ms))).toBe(ms);
  });
});

describe("days and lines", () => {
  const now = new Date("2026-11-22T12:00:00");

  test("a day has its year when it is another one", () => {
    expect(day("2026-11-14T12:00:00", now)).toBe("14 November");
    expect(day("2027-02-01", now)).toBe("1 February 2027");
    expect(day("", now)).toBe("");
  });

  test("a line has the parts that are there", () => {
    expect(joinedList(["Coach", "", "In a call"])).toBe("Coach · In a call");
  });
});
