import { describe, expect, test } from "vitest";
import { message, textOf, texts } from "../testing/golden";
import { type Ask, type Command, type Delta, decodeMessage, type Snapshot } from "./protocol";

const FROM_SERVER = /^(hello|snapshot|delta|reply)/;
const incoming = [...texts.keys()].filter((name) => FROM_SERVER.test(name));
const commands = [...texts.keys()].filter((name) => name.startsWith("command"));

/** What a decoded message adds: fields that Go leaves out when they are empty. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== "object" || value === null) return value;
  const empty = { open: false, taken: false, text: "", status: "", problem: "", note: "", error: "" };
  const omitted = Object.entries(value).filter(
    ([key, v]) => !(key in empty && empty[key as keyof typeof empty] === v),
  );
  return Object.fromEntries(omitted.map(([key, v]) => [key, withoutDefaults(v)]));
}

describe("golden messages", () => {
  test("there is one of every kind and state", () => {
    expect(incoming.length).toBeGreaterThanOrEqual(24);
    expect(commands).toHaveLength(17);
  });

  test.each(incoming)("%s decodes without losing a field", (name) => {
    const raw: unknown = JSON.parse(textOf(name));
    expect(withoutDefaults(message(name))).toEqual(withoutDefaults(raw));
  });

  test.each(commands)("%s is a command that the page can send", (name) => {
    const { type, id, ...ask } = JSON.parse(textOf(name)) as Command;
    const typed: Record<Ask["name"], true> = {
      assign: true,
      person: true,
      add: true,
      swap: true,
      remove: true,
      agreement: true,
      agree: true,
      keep_audio: true,
      start: true,
      pause: true,
      resume: true,
      end: true,
      renew: true,
      mark: true,
      unmark: true,
      dismiss: true,
      mute: true,
    };
    expect(type).toBe("command");
    expect(id).toBe("1");
    expect(typed[ask.name]).toBe(true);
  });
});

describe("messages from outside", () => {
  const snapshot = () => JSON.parse(textOf("snapshot-glance-light")) as Record<string, unknown>;

  test.each([
    ["no JSON", "{", "JSON expected"],
    ["null", "null", "type: hello"],
    ["a list", "[]", "type: hello"],
    ["an unknown type", '{"type":"goodbye"}', "type: hello, snapshot, delta or reply expected"],
    ["a type that every object has", '{"type":"constructor"}', "type: hello"],
    ["a delta without its number", '{"type":"delta","at_ms":1}', "seq: a finite number expected"],
    ["a hello of another shape", '{"type":"hello","protocol":"1","version":"","session":""}', "protocol:"],
  ])("%s is refused", (_, data, why) => {
    expect(() => decodeMessage(data)).toThrow(why);
  });

  test("a phase that this page does not know is refused with its place", () => {
    const m = snapshot();
    m.session = { ...(m.session as object), phase: "asleep" };
    expect(() => decodeMessage(JSON.stringify(m))).toThrow(
      "session.phase: one of setup, live, paused, ended",
    );
  });

  test("every section of a snapshot is needed, but for those that belong to a phase", () => {
    const optional = ["setup", "nudge", "summary"];
    for (const key of Object.keys(snapshot()).filter((k) => k !== "type" && !optional.includes(k))) {
      const { [key]: _left, ...rest } = snapshot();
      expect(() => decodeMessage(JSON.stringify(rest)), key).toThrow(key);
    }
  });

  test("a nil slice of Go reads as the empty list", () => {
    const m = { ...snapshot(), people: null, speaking: null };
    expect((decodeMessage(JSON.stringify(m)) as Snapshot).people).toEqual([]);
  });

  test("a delta names only the sections that changed", () => {
    const { type, seq, at_ms, ...sections } = message<Delta>("delta-speaking");
    expect(sections).toEqual({ speaking: ["yes", "yes"] });
  });

  test("a field that a later program adds does not disturb this page", () => {
    expect(() => decodeMessage(JSON.stringify({ ...snapshot(), mood: "blue" }))).not.toThrow();
  });
});
