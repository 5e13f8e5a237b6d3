import { expect, test } from "vitest";
import { comparePath, reviewPath, routeOf, trendsPath } from "./route";

test.each([
  ["/", { page: "live" }],
  ["/sessions", { page: "sessions" }],
  ["/sessions/", { page: "sessions" }],
  ["/sessions/20261114-090000-a1b2", { page: "review", id: "20261114-090000-a1b2" }],
  ["/sessions/a/b", { page: "live" }],
  ["/sessions/compare", { page: "compare" }],
  ["/sessions/trends", { page: "trends" }],
  ["/elsewhere", { page: "live" }],
])("%s is a page", (path, want) => expect(routeOf(path)).toEqual(want));

test("the address of a review leads to it", () => {
  expect(routeOf(reviewPath("a/ü b"))).toEqual({ page: "review", id: "a/ü b" });
});

test("addresses of several sessions lead to them", () => {
  const compare = new URL(comparePath("a b", "c&d"), "http://localhost");
  expect(routeOf(compare.pathname)).toEqual({ page: "compare" });
  expect([compare.searchParams.get("a"), compare.searchParams.get("b")]).toEqual(["a b", "c&d"]);
  const trends = new URL(trendsPath("Zoë", "coach"), "http://localhost");
  expect(routeOf(trends.pathname)).toEqual({ page: "trends" });
  expect(trends.searchParams.get("person")).toBe("Zoë");
});
