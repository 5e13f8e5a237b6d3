import { fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { describe, expect, test, vi } from "vitest";
import { viewOf } from "../../testing/golden";
import AgreeField from "./AgreeField.svelte";
import AgreementFields from "./AgreementFields.svelte";
import People from "./People.svelte";
import StartBar from "./StartBar.svelte";

const view = viewOf("setup");
const setup = view.setup ?? (undefined as never);

describe("people", () => {
  test("a device that is gone is a choice to be made", () => {
    const channels = setup.channels.map((m) => ({ ...m, device: "" }));
    render(People, { people: view.people, setup: { ...setup, channels }, ask: vi.fn() });
    expect(screen.getAllByText("Choose a microphone")).toHaveLength(2);
  });

  test("who is not measured has no microphone and no level", () => {
    const people = view.people.map((p) => ({ ...p, measured: false }));
    const { container } = render(People, { people, setup, ask: vi.fn() });
    expect(screen.queryByLabelText("Microphone of Coach")).toBeNull();
    expect(container.querySelector("[role=meter]")).toBeNull();
  });

  test("a level is told in words too", () => {
    render(People, { people: view.people, setup, ask: vi.fn() });
    const meter = screen.getByLabelText("Level of Coach");
    expect(meter.getAttribute("aria-valuenow")).toBe("-30");
    expect(meter.getAttribute("aria-valuetext")).toBe("Heard clearly");
  });

  test("the last one cannot be removed", () => {
    render(People, { people: view.people.slice(0, 1), setup, ask: vi.fn() });
    expect(screen.queryByText("Remove")).toBeNull();
    expect(screen.queryByText("Swap the two")).toBeNull();
  });

  test("one microphone for all: what it cannot do, and what helps", () => {
    const one = viewOf("one-mic");
    render(People, { people: one.people, setup: one.setup ?? setup, ask: vi.fn() });
    expect(screen.getByText("One microphone cannot tell people apart.")).toBeTruthy();
    expect(screen.getByText(/what this computer plays/)).toBeTruthy();
  });

  test("how well the voices are kept apart", () => {
    const { rerender } = render(People, { people: view.people, setup, ask: vi.fn() });
    expect(screen.getByText("Checked once both mics are heard")).toBeTruthy();
    void rerender({ setup: { ...setup, apart: undefined } });
    flushSync();
    expect(screen.queryByText("Voices kept apart")).toBeNull();
  });

  test("no microphone: the way out", () => {
    const none = viewOf("no-device");
    render(People, { people: none.people, setup: none.setup ?? setup, ask: vi.fn() });
    expect(screen.getByText("No microphone is connected.")).toBeTruthy();
  });
});

describe("the agreement", () => {
  test("a band is only between a coach and a client", () => {
    const { container } = render(AgreementFields, {
      people: viewOf("group").people,
      value: view.agreement,
      onchange: vi.fn(),
    });
    expect(container.querySelector("[type=range]")).toBeNull();
    expect(screen.getByText("Everybody")).toBeTruthy();
  });

  test("the upper end of the band is drawn on the coach's side", () => {
    render(AgreementFields, { people: view.people, value: view.agreement, onchange: vi.fn() });
    const haze = document.querySelector<HTMLElement>(".haze");
    expect(haze?.style).toMatchObject({ left: "60%", width: "15%" });
  });

  test("a planned length is whole minutes within a day's work, or none", async () => {
    const onchange = vi.fn();
    render(AgreementFields, { people: view.people, value: view.agreement, onchange });
    const field: HTMLInputElement = screen.getByLabelText(/^Planned length/);
    for (const [typed, want] of [
      ["30.4", 1_800_000],
      ["9999", 28_800_000],
      ["-5", 0],
      ["", 0],
    ] as const) {
      await fireEvent.change(field, { target: { value: typed } });
      expect(onchange).toHaveBeenLastCalledWith(expect.objectContaining({ planned_ms: want }));
    }
  });

  test.each([
    [1, "Agreed"],
    [2, "Both agree"],
    [4, "All agree"],
  ])("%i people: %s", (n, label) => {
    render(AgreeField, { people: viewOf("group").people.slice(0, n), agreed: [], onchange: vi.fn() });
    expect(screen.getByText(label)).toBeTruthy();
    expect(screen.getAllByRole("checkbox", { checked: false })).toHaveLength(n);
  });
});

describe("the start", () => {
  test.each([
    ["nothing in the way", true, "", "Start", false],
    ["something that will be missing", true, "The client’s mic gives no signal.", "Start anyway", false],
    ["something in the way", false, "Not everybody has agreed yet.", "Start", true],
  ])("with %s", (_, can_start, problem, label, disabled) => {
    render(StartBar, { setup: { ...setup, can_start, problem }, onstart: vi.fn() });
    const button: HTMLButtonElement = screen.getByRole("button", { name: label });
    expect(button.disabled).toBe(disabled);
    if (problem) expect(screen.getByText(problem)).toBeTruthy();
  });
});
