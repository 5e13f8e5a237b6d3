import { describe, expect, test } from "vitest";
import type { StripItem } from "../protocol";
import { stripItem } from "../../testing/items";
import { changed } from "./dirty";
import { CLOSED_MS } from "./scene";

const item = (id: string, start: number, end: number, open = false) =>
  stripItem("speech", start, end, { id, open });
const items = (...all: StripItem[]) => new Map(all.map((i) => [i.id, i]));
const old = item("a", 1000, 2000);

describe("changed", () => {
  test("nothing changed: nothing is painted", () => {
    const { from, to } = changed(items(old), items(old));
    expect(to).toBeLessThan(from);
  });

  test("a new item is painted with the gaps that it may close", () => {
    expect(changed(items(old), items(old, item("b", 5000, 6000)))).toEqual({
      from: 5000 - CLOSED_MS,
      to: 6000 + CLOSED_MS,
    });
  });

  test("a removed item leaves its place to be painted", () => {
    expect(changed(items(old), items())).toEqual({ from: 1000 - CLOSED_MS, to: 2000 + CLOSED_MS });
  });

  test("an item that moved is painted where it was and where it is", () => {
    expect(changed(items(old), items(item("a", 1500, 4000)))).toEqual({
      from: 1000 - CLOSED_MS,
      to: 4000 + CLOSED_MS,
    });
  });

  test("what goes on is painted up to now", () => {
    expect(changed(items(), items(item("a", 1000, 1000, true))).to).toBe(Infinity);
  });
});
