import { expect, test } from "vitest";
import { goalOf, SILENCE } from "./goal";

test.each<[string, string, string, string, ReturnType<typeof goalOf>]>([
  [SILENCE, "s", "5", "", { measure: SILENCE, at_least: 5 }],
  [SILENCE, "s", "2,5", "", { measure: SILENCE, at_least: 2.5 }],
  [SILENCE, "s", "0.5", "", null],
  [SILENCE, "s", "", "", null],
  ["talk_share", "%", "25", "40", { measure: "talk_share", at_least: 0.25, at_most: 0.4 }],
  ["talk_share", "%", "", "40", { measure: "talk_share", at_most: 0.4 }],
  ["talk_share", "%", "40", "25", null],
  ["talk_share", "%", "140", "", null],
  ["talk_share", "%", "a third", "", null],
  ["median_latency", "s", "−0.5", "", { measure: "median_latency", at_least: -0.5 }],
])("%s in %s from %j to %j", (measure, unit, least, most, want) =>
  expect(goalOf(measure, unit, least, most)).toEqual(want),
);
