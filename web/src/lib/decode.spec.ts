import { describe, expect, test } from "vitest";
import {
  DecodeError,
  fallback,
  flag,
  list,
  nullable,
  number,
  oneOf,
  optional,
  pair,
  record,
  text,
} from "./decode";

const person = record({ name: text, age: optional(number), tags: list(text) });

describe("decoders", () => {
  test("a record keeps the fields that its type names, and no others", () => {
    expect(person({ name: "Ada", age: 3, tags: ["a"], more: 1 })).toEqual({
      name: "Ada",
      age: 3,
      tags: ["a"],
    });
  });

  test("a field that may be missing is no key at all", () => {
    expect(Object.keys(person({ name: "Ada", tags: [] }))).toEqual(["name", "tags"]);
  });

  test("null is the empty list, as Go writes a nil slice", () => {
    expect(person({ name: "Ada", tags: null }).tags).toEqual([]);
  });

  test("a missing field may stand for something", () => {
    expect(fallback(flag, false)(undefined)).toBe(false);
    expect(fallback(flag, false)(true)).toBe(true);
  });

  test.each([
    ["a name that is a number", { name: 1, tags: [] }, "name: text expected"],
    ["an item of the wrong type", { name: "a", tags: ["a", 2] }, "tags[1]: text expected"],
    ["a list that is an object", { name: "a", tags: {} }, "tags: a list expected"],
    ["no object", [], "message: an object expected"],
    ["nothing", null, "message: an object expected"],
    ["a number beyond all bounds", { name: "a", age: Infinity, tags: [] }, "age: a finite number expected"],
  ])("%s is refused with its place", (_, value, why) => {
    expect(() => person(value)).toThrow(new DecodeError("", "").constructor as typeof Error);
    expect(() => person(value)).toThrow(why);
  });

  test.each([[[1]], [[1, 2, 3]], ["12"], [null]])("%j is no pair", (value) => {
    expect(() => pair(value)).toThrow("two numbers expected");
  });

  test("null is a value where the protocol says so", () => {
    expect(nullable(pair)(null)).toBeNull();
    expect(nullable(pair)([25, 40])).toEqual([25, 40]);
  });

  test("a word outside the choice is refused with the choice", () => {
    expect(() => oneOf("left", "right")("up", "direction")).toThrow("direction: one of left, right expected");
  });
});
