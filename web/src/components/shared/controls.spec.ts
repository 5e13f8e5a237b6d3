import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import Check from "./Check.svelte";
import Complaint from "./Complaint.svelte";
import Rich from "./Rich.svelte";
import Segmented from "./Segmented.svelte";
import Select from "./Select.svelte";

const choices = [
  [2000, "2 s"],
  [3000, "3 s"],
] as const;

describe("a choice", () => {
  test("tells what was chosen, and shows what holds until it is heard", async () => {
    const onchange = vi.fn();
    render(Segmented<number>, { label: "A silence counts from", choices, value: 3000, onchange });
    await fireEvent.click(screen.getByLabelText("2 s"));
    expect(onchange).toHaveBeenCalledWith(2000);
    expect((screen.getByLabelText("3 s") as HTMLInputElement).checked).toBe(true);
  });

  test("has a name", () => {
    render(Segmented<number>, { label: "A silence counts from", choices, value: 3000, onchange: vi.fn() });
    expect(screen.getByRole("radiogroup", { name: "A silence counts from" })).toBeTruthy();
  });

  test("of a list tells what was chosen, and goes back until it is heard", async () => {
    const onchange = vi.fn();
    render(Select<number>, { label: "Limit", choices, value: 3000, onchange });
    const select: HTMLSelectElement = screen.getByLabelText("Limit");
    await fireEvent.change(select, { target: { selectedIndex: 0 } });
    expect(onchange).toHaveBeenCalledWith(2000);
    expect(select.selectedIndex).toBe(1);
  });
});

describe("a box", () => {
  test("is ticked when the program has heard it, not when it is clicked", async () => {
    const onchange = vi.fn();
    const { rerender } = render(Check, { label: "Coach", checked: false, onchange });
    const box: HTMLInputElement = screen.getByLabelText("Coach");
    await fireEvent.click(box);
    expect(onchange).toHaveBeenCalledWith(true);
    expect(box.checked).toBe(false);
    await rerender({ label: "Coach", checked: true, onchange });
    expect(box.checked).toBe(true);
  });
});

describe("a refusal", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("is said at once and goes by itself", () => {
    const onclose = vi.fn();
    render(Complaint, { text: "Not everybody has agreed yet.", onclose });
    expect(screen.getByRole("alert").textContent).toContain("Not everybody has agreed yet.");
    vi.advanceTimersByTime(10_000);
    expect(onclose).toHaveBeenCalledTimes(1);
  });

  test("has its place before there is one, so that it is announced", () => {
    render(Complaint, { text: "", onclose: vi.fn() });
    expect(screen.getByRole("alert").textContent).toBe("");
  });
});

describe("a sentence", () => {
  test("has strong figures and no marks", () => {
    const { container } = render(Rich, { text: "Coach broke **7 of 9** silences" });
    expect(container.textContent?.replaceAll("\u00a0", " ")).toBe("Coach broke 7 of 9 silences");
    expect(container.querySelector("b")?.textContent).toBe("7 of 9");
  });
});
