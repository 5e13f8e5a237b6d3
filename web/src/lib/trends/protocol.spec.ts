import { expect, test } from "vitest";
import { textOf } from "../../testing/golden";
import { DecodeError } from "../decode";
import { decodeComparison, decodeTrends } from "./protocol";

const comparison = () => JSON.parse(textOf("comparison-pair")) as Record<string, unknown>;
const trends = () => JSON.parse(textOf("trends-coach")) as Record<string, unknown>;

test("what Go writes of two sessions is read whole", () =>
  expect(decodeComparison(comparison())).toEqual(comparison()));

test("what Go writes of trends is read whole", () => expect(decodeTrends(trends())).toEqual(trends()));

test.each([
  ["a comparison", () => decodeComparison({ ...comparison(), rows: [{}] })],
  ["trends", () => decodeTrends({ ...trends(), waiting: "some" })],
  ["trends of another kind", () => decodeTrends(comparison())],
])("%s of another shape is refused", (_, read) => expect(read).toThrow(DecodeError));
