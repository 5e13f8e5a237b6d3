import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";
import { viewOf } from "../../testing/golden";
import MoreMenu from "./MoreMenu.svelte";

const view = viewOf("glance-light");

function show(part: Partial<typeof view> = {}) {
  const act = vi.fn();
  const { container } = render(MoreMenu, { view: { ...view, ...part }, act });
  const popover = container.querySelector<HTMLElement>("[popover]");
  if (popover) popover.hidePopover = vi.fn();
  return { act, popover, labels: [...container.querySelectorAll("li span")].map((e) => e.textContent) };
}

describe("the menu", () => {
  test("has everything that the header and the keys have", () => {
    const { labels } = show();
    for (const wanted of [
      "Pause",
      "Mark this moment",
      "Show as table",
      "Agreement",
      "Hide all",
      "End the session",
    ]) {
      expect(labels).toContain(wanted);
    }
  });

  test("does what is chosen, and closes", async () => {
    const { act, popover } = show();
    await fireEvent.click(screen.getByText("Show as table"));
    expect(act).toHaveBeenCalledWith("table");
    expect(popover?.hidePopover).toHaveBeenCalled();
  });

  test("offers to go on during a pause", () => {
    expect(show({ session: { ...view.session, phase: "paused" } }).labels).toContain("Resume");
  });

  test("has nothing about figures that nobody sees", () => {
    const { labels } = show({ agreement: { ...view.agreement, nudges: true, seen_by: "none" } });
    expect(labels.join()).not.toMatch(/table|minutes|nudges/);
    expect(labels).toContain("Agreement");
  });

  test("has nothing about nudges when there are none", () => {
    const { labels } = show({ agreement: { ...view.agreement, nudges: false } });
    expect(labels.join()).not.toMatch(/nudges/);
  });

  test("says who sees the page, also on a phone", () => {
    expect(show().popover?.textContent).toContain("Seen by coach and client. Audio not kept.");
  });
});
