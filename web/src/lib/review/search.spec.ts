import { describe, expect, test } from "vitest";
import type { Stretch } from "./protocol";
import { eachApart, endsAfter, startsFrom, within } from "./search";

const many: Stretch[] = Array.from({ length: 100_000 }, (_, i) => [i * 100, i * 100 + 60]);

describe("what is in sight", () => {
  test.each([
    [{ from: 0, to: 100 }, [0]],
    [{ from: 59, to: 160 }, [0, 100]],
    [{ from: 60, to: 160 }, [100]],
    [{ from: 70, to: 90 }, []],
    [{ from: 9_999_950, to: 20_000_000 }, [9_999_900]],
  ])("in %o are the stretches that reach into it", (view, starts) => {
    expect(within(many, view).map(([start]) => start)).toEqual(starts);
  });

  test("is found without going through the session", () => {
    let looked = 0;
    const counted = new Proxy(many, {
      get(list, key) {
        if (typeof key === "string" && /^\d+$/.test(key)) looked += 1;
        return Reflect.get(list, key) as unknown;
      },
    });
    const first = endsAfter(counted, 5_000_000);
    expect(startsFrom(counted, 5_001_000, first) - first).toBe(10);
    expect(looked).toBeLessThan(60);
  });

  test("what would lie on what was drawn before is left out, and not even looked at", () => {
    const drawn: number[] = [];
    let looked = 0;
    const start = (k: number) => {
      looked += 1;
      return k * 100;
    };
    eachApart(100_000, start, (k) => drawn.push(k), { from: 0, to: 10_000_000 }, 1_000_000);
    expect(drawn).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000]);
    expect(looked).toBeLessThan(400);
  });
});
