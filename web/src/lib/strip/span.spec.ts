import { expect, test } from "vitest";
import { nextSpan, SPANS, usualMinutes } from "./span";

test("every span can be reached from every other", () => {
  let at = usualMinutes(true);
  const seen = SPANS.map(() => (at = nextSpan(at)));
  expect([...seen].sort()).toEqual([...SPANS]);
});

test("a phone shows less than a laptop", () => {
  expect(usualMinutes(true)).toBeLessThan(usualMinutes(false));
});
