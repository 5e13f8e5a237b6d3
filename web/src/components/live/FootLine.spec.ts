import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";
import { Marking } from "../../lib/marking.svelte";
import { viewOf } from "../../testing/golden";
import FootLine from "./FootLine.svelte";

const view = viewOf("glance-light");

function show(part: Partial<typeof view> = {}, stale = false) {
  const marking = new Marking(
    () => Promise.resolve({ type: "reply", id: "1", ok: true, error: "" }),
    () => new Map(),
  );
  const ondismiss = vi.fn();
  const onmute = vi.fn();
  const shown = render(FootLine, {
    view: { ...view, ...part },
    stale,
    since: 1_928_000,
    marking,
    ondismiss,
    onmute,
  });
  return { ...shown, marking, ondismiss, onmute };
}

describe("the line at the bottom", () => {
  test("is the nudge, said politely", () => {
    const { container } = show();
    expect(container.querySelector("[aria-live=polite]")?.textContent).toContain(
      "The next one can stay open.",
    );
  });

  test("says why only when asked", async () => {
    show();
    expect(screen.queryByText(/Agreed: a nudge/)).toBeNull();
    await fireEvent.click(screen.getByText("Why"));
    expect(screen.getByText(/Agreed: a nudge/)).toBeTruthy();
  });

  test("hands on what is clicked", async () => {
    const { ondismiss, onmute } = show();
    await fireEvent.click(screen.getByLabelText("Dismiss"));
    await fireEvent.click(screen.getByText("Mute nudges"));
    expect([ondismiss.mock.calls.length, onmute.mock.calls.length]).toEqual([1, 1]);
  });

  test("without a nudge says so, and nothing can be dismissed", () => {
    show({ nudge: undefined });
    expect(screen.getByText("No nudges right now")).toBeTruthy();
    expect(screen.queryByLabelText("Dismiss")).toBeNull();
  });

  test("muted shows no nudge, and offers them again", () => {
    show({ nudges_muted: true });
    expect(screen.queryByText(/The next one can stay open/)).toBeNull();
    expect(screen.getByText("Allow nudges")).toBeTruthy();
  });

  test("is absent when the agreement has no nudges", () => {
    const { container } = show({ agreement: { ...view.agreement, nudges: false } });
    expect(container.querySelector("footer")).toBeNull();
  });

  test("says how old everything is, also without nudges", () => {
    show({ agreement: { ...view.agreement, nudges: false } }, true);
    expect(screen.getByText(/Everything above is as it was at 32:08/)).toBeTruthy();
    expect(screen.queryByText(/The next one can stay open/)).toBeNull();
  });

  test("is the moment just marked, for a while", async () => {
    const { marking } = show();
    await marking.mark(1_928_000);
    expect(await screen.findByText("Marked 32:08")).toBeTruthy();
    expect(screen.queryByLabelText("Dismiss")).toBeNull();
    marking.leave();
  });
});
