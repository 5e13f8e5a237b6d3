import { describe, expect, test } from "vitest";
import { texts, viewOf } from "../testing/golden";
import {
  bandRelation,
  definitionOf,
  glossary,
  isTrouble,
  ofPlanned,
  seenBy,
  seenByChoices,
  shortSignal,
  sourceLine,
  staleLine,
  staleSignal,
  TITLES,
} from "./copy";
import type { IndicatorID } from "./protocol";

const light = viewOf("glance-light");
const ids = Object.keys(TITLES) as IndicatorID[];
const definitions = [...ids.map((id) => definitionOf(id, light.rules)), ...glossary(light.rules)];

describe("definitions", () => {
  test("name the constants that hold in this session", () => {
    const rules = { ...light.rules, rem_ms: 500, take_ms: 1200, lapse_ms: 4000 };
    expect(definitionOf("taking_floor", rules).text).toContain("more than 0.5 s");
    expect(definitionOf("taking_floor", rules).text).toContain("at least 1.2 s");
    expect(definitionOf("breaking_silences", rules).text).toContain("for 4 s or more");
  });

  test("speak of the people in the third person, and never to them", () => {
    for (const d of definitions) expect(`${d.text} ${d.limits}`).not.toMatch(/\byou(r|rs)?\b/i);
  });

  test("each says what it cannot say", () => {
    for (const d of definitions) expect(d.limits, d.title).toMatch(/\w.*\.$/);
  });
});

describe("words that never appear", () => {
  const never =
    /\bdominat\w*|\binterrupt(s|ed|ing)?\b|\bfault\b|\btoo much\b|\bgood at\b|\bpoor\b|\bscore\b|\bwarning\b/i;

  test("in what the page writes", () => {
    const written = definitions.flatMap((d) => [d.title, d.text, d.limits]);
    for (const text of [...written, ...Object.values(TITLES), staleLine(0), staleSignal(0)]) {
      expect(text).not.toMatch(never);
    }
  });

  test("in the golden messages", () => {
    for (const [name, text] of texts) {
      if (!name.startsWith("facts")) expect(text, name).not.toMatch(never);
    }
  });
});

describe("the header", () => {
  test("says who sees the figures", () => {
    expect(seenBy("everybody", light.people)).toBe("Seen by coach and client");
    expect(seenBy("everybody", viewOf("group").people)).toBe("Seen by everybody");
    expect(seenBy("coach", light.people)).toBe("Seen by coach");
    expect(seenBy("none", light.people)).toBe("Shown to no one until the end");
  });

  test("has the choices in one order", () => {
    expect(seenByChoices(light.people).map(([, text]) => text)).toEqual([
      "No one",
      "Coach",
      "Coach and client",
    ]);
  });

  test("gives trouble its mark, and nothing else", () => {
    expect(isTrouble(viewOf("glance-dark").signal)).toBe(true);
    expect(isTrouble(light.signal)).toBe(false);
    expect(isTrouble(viewOf("paused").signal)).toBe(false);
  });

  test("is short on a phone, but for trouble", () => {
    expect(shortSignal(light.signal, light.session)).toBe("Live");
    expect(shortSignal(light.signal, { ...light.session, source: "recording" })).toBe("Replay");
    expect(shortSignal(viewOf("glance-dark").signal, light.session)).toBe(
      "The client’s mic also hears the coach",
    );
    expect(shortSignal(viewOf("paused").signal, light.session)).toBe("Paused");
  });

  test("says when nobody real is heard", () => {
    expect(sourceLine(light.session)).toBe("");
    expect(sourceLine({ ...light.session, source: "bundled" })).toContain("synthesised voices");
    expect(sourceLine({ ...light.session, source: "recording", label: "talk.wav" })).toBe(
      "Replay of talk.wav",
    );
    expect(sourceLine({ ...light.session, source: "activity", label: "talk.rttm" })).toContain(
      "without audio",
    );
  });

  test("names the planned length only when there is one", () => {
    expect(ofPlanned(2_700_000)).toBe("of 45 min");
    expect(ofPlanned(0)).toBe("");
  });

  test("names the moment since which nothing has come", () => {
    expect(staleSignal(1_928_000)).toBe("No data since 32:08 — reconnecting");
  });
});

describe("bandRelation", () => {
  const [coach] = light.people;

  test.each([
    ["Inside the agreed band", "coach is inside 25–40%"],
    ["2 points above the band", "coach is 2 points above 25–40%"],
    ["3 points below the band", "coach is 3 points below 25–40%"],
    ["Tentative", ""],
  ])("%s reads %s on a phone", (status, want) => {
    expect(bandRelation(status, light.agreement, coach)).toBe(want);
  });

  test("there is none without a band", () => {
    expect(bandRelation("Inside the agreed band", { ...light.agreement, band: null }, coach)).toBe("");
  });
});
