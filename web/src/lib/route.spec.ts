import { expect, test } from "vitest";
import { reviewPath, routeOf } from "./route";

test.each([
  ["/", { page: "live" }],
  ["/sessions", { page: "sessions" }],
  ["/sessions/", { page: "sessions" }],
  ["/sessions/20261114-090000-a1b2", { page: "review", id: "20261114-090000-a1b2" }],
  ["/sessions/a/b", { page: "live" }],
  ["/elsewhere", { page: "live" }],
])("%s is a page", (path, want) => expect(routeOf(path)).toEqual(want));

test("the address of a review leads to it", () => {
  expect(routeOf(reviewPath("a/ü b"))).toEqual({ page: "review", id: "a/ü b" });
});
