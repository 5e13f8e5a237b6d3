import { render } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { viewOf } from "../../testing/golden";
import type { Signal } from "../../lib/protocol";
import SignalLine from "./SignalLine.svelte";

const { session, signal } = viewOf("glance-light");

function show(part: Partial<Signal> = {}, stale = false) {
  const { container } = render(SignalLine, {
    signal: { ...signal, ...part },
    session,
    stale,
    since: 1_928_000,
  });
  return {
    text: container.querySelector(".long")?.textContent,
    marked: container.querySelector(".trouble svg") !== null,
    urgent: container.querySelector("[role=alert]")?.textContent,
    kind: container.querySelector("[data-signal]")?.getAttribute("data-signal"),
  };
}

describe("the signal", () => {
  test("that is good has a dot and no alarm", () => {
    expect(show()).toEqual({ text: "Live · 2 mics · signal good", marked: false, urgent: "", kind: "good" });
  });

  test("trouble has a mark", () => {
    expect(show({ kind: "bleed", text: "The client’s mic also hears the coach" })).toMatchObject({
      marked: true,
      urgent: "",
    });
  });

  test("a dead microphone is told at once", () => {
    expect(show({ kind: "dead", text: "The client’s mic gives no signal" }).urgent).toContain("no signal");
  });

  test("a lost connection comes before everything else", () => {
    expect(show({ kind: "dead", text: "The client’s mic gives no signal" }, true)).toEqual({
      text: "No data since 32:08 — reconnecting",
      marked: true,
      urgent: "No data since 32:08 — reconnecting",
      kind: "stale",
    });
  });
});
