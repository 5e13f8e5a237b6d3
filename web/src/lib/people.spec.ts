import { describe, expect, test } from "vitest";
import { viewOf } from "../testing/golden";
import { hues, inside, isPair, measured, unsettled } from "./people";
import type { Person, Role } from "./protocol";

const person = (channel: number, role: Role, part: Partial<Person> = {}): Person => ({
  ...{ channel, id: `ch${channel}`, name: `P${channel}`, role, initials: "P", measured: true },
  ...part,
});

describe("colours", () => {
  test("belong to the role, wherever somebody sits", () => {
    const of = hues([person(0, "client"), person(1, "observer"), person(2, "coach"), person(3, "observer")]);
    expect([...of.entries()].sort()).toEqual([
      [0, "client"],
      [1, "observer1"],
      [2, "coach"],
      [3, "observer2"],
    ]);
  });

  test("people without a role take what is left, in seat order, and the fifth is ink", () => {
    const of = hues([0, 1, 2, 3, 4].map((c) => person(c, "person")));
    expect([0, 1, 2, 3, 4].map((c) => of.get(c))).toEqual([
      "coach",
      "client",
      "observer1",
      "observer2",
      "ink",
    ]);
  });

  test("nobody takes the colour of the coach who is there", () => {
    const of = hues([person(0, "person"), person(1, "coach")]);
    expect(of.get(1)).toBe("coach");
    expect(of.get(0)).toBe("client");
  });

  test("a second coach has no second blue", () => {
    expect(hues([person(0, "coach"), person(1, "coach")]).get(1)).toBe("ink");
  });
});

describe("people", () => {
  test("who is not measured has no lane", () => {
    expect(measured([person(0, "coach"), person(1, "client", { measured: false })])).toHaveLength(1);
  });

  test("a role is lower case inside a sentence, a name is not", () => {
    expect(inside(person(0, "coach", { name: "Coach" }))).toBe("coach");
    expect(inside(person(0, "coach", { name: "Maya" }))).toBe("Maya");
  });

  test("whose yes is missing is said, but not of a replay", () => {
    const view = viewOf("glance-light");
    expect(unsettled(view)).toEqual([]);
    const agreement = { ...view.agreement, agreed_by: [1] };
    expect(unsettled({ ...view, agreement }).map((p) => p.name)).toEqual(["Coach"]);
    expect(unsettled({ ...view, agreement, session: { ...view.session, source: "bundled" } })).toEqual([]);
  });

  test("a pair is one coach and one client", () => {
    expect(isPair(viewOf("setup").people)).toBe(true);
    expect(isPair(viewOf("group").people)).toBe(false);
    expect(isPair([person(0, "coach"), person(1, "client", { measured: false })])).toBe(false);
  });
});
