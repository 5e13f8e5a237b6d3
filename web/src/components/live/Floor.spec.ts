import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { viewOf } from "../../testing/golden";
import Floor from "./Floor.svelte";

const view = viewOf("glance-light");
const NOW = 1_928_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function show(part: Partial<typeof view> = {}) {
  const shown = render(Floor, { view: { ...view, ...part }, now: NOW });
  const rail = (channel: number) => shown.container.querySelector(`[data-channel="${channel}"]`);
  return {
    rail,
    names: () => [...shown.container.querySelectorAll(".name")].map((e) => e.textContent),
    holder: () => shown.container.querySelector(".name.holds")?.textContent,
    time: () => shown.container.querySelector(".time")?.textContent,
    lit: () => [0, 1].filter((c) => rail(c)?.classList.contains("on")),
    change: (next: Partial<typeof view>) => shown.rerender({ view: { ...view, ...next }, now: NOW }),
  };
}

describe("the floor", () => {
  test("the holder stands in full ink with the time beside", () => {
    const floor = show();
    expect(floor.holder()).toBe("Client");
    expect(floor.time()).toBe("0:21");
    expect(floor.lit()).toEqual([1]);
  });

  test("a rail says what the channel does, whoever holds the floor", async () => {
    const floor = show();
    await floor.change({ speaking: ["yes", "unknown"] });
    expect(floor.rail(0)?.getAttribute("data-speaking")).toBe("yes");
    expect(floor.rail(1)?.getAttribute("data-speaking")).toBe("unknown");
    expect(floor.lit()).toEqual([0]);
  });

  test("both speaking: both rails are lit, the time stays with the holder", async () => {
    const floor = show();
    await floor.change({ speaking: ["yes", "yes"] });
    expect(floor.lit()).toEqual([0, 1]);
    expect(floor.holder()).toBe("Client");
  });

  test("the holder's rail stays lit through a pause, and fades when the floor is open", async () => {
    const floor = show({ speaking: ["no", "no"] });
    expect(floor.lit()).toEqual([1]);
    await floor.change({ speaking: ["no", "no"], floor: { state: "open", holder: -1, since_ms: 0 } });
    expect(floor.lit()).toEqual([]);
  });

  test("names change once the new state has lasted 400 ms", async () => {
    const floor = show();
    await floor.change({ floor: { state: "held", holder: 0, since_ms: NOW - 5_000 } });
    expect(floor.holder()).toBe("Client");
    vi.advanceTimersByTime(400);
    await tick();
    expect(floor.holder()).toBe("Coach");
    expect(floor.time()).toBe("0:05");
  });

  test("nobody has a time while nothing is known", () => {
    expect(show({ floor: { state: "unknown", holder: -1, since_ms: 0 } }).time()).toBeUndefined();
  });

  test("places never change", async () => {
    const floor = show();
    await floor.change({ floor: { state: "held", holder: 0, since_ms: 0 } });
    vi.advanceTimersByTime(400);
    expect(floor.names()).toEqual(["Coach", "Client"]);
  });

  test("a group has a place each, in seat order, and who is not measured has none", () => {
    const group = viewOf("group");
    const people = group.people.map((p, i) => ({ ...p, measured: i !== 2 }));
    expect(show({ ...group, people }).names()).toEqual(["Ada", "Ben", "Dana"]);
  });

  test("changes are not announced", () => {
    const { container } = render(Floor, { view, now: NOW });
    expect(container.querySelector("section")?.getAttribute("aria-live")).toBe("off");
  });
});
