import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Dashboard } from "../../lib/dashboard.svelte";
import { textOf, viewOf } from "../../testing/golden";
import { recordCanvases } from "../../testing/context";
import { FakeNetwork } from "../../testing/surroundings";
import Ended from "./Ended.svelte";

const view = viewOf("ended");
let d: Dashboard;

beforeEach(() => {
  recordCanvases();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(textOf("facts"))));
  d = new Dashboard(new FakeNetwork(), () => false);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("the end", () => {
  test("has sentences, figures a column each, and files", () => {
    const { container } = render(Ended, { d, view });
    expect(screen.getByRole("heading", { name: "Session 7 has ended" })).toBeTruthy();
    expect(container.querySelectorAll(".lines li")).toHaveLength(4);
    expect(screen.getByRole("columnheader", { name: "Client" })).toBeTruthy();
    const file = screen.getByText("facts.csv");
    expect(file.getAttribute("href")).toBe("/api/sessions/s7/export/facts.csv");
    expect(file.getAttribute("download")).toBe("facts.csv");
  });

  test("offers no files once the program has stopped", () => {
    d.stale = true;
    render(Ended, { d, view });
    expect(screen.getByText(/The program has stopped/)).toBeTruthy();
    expect(screen.getByText("facts.csv").getAttribute("href")).toBeNull();
  });

  test("says what limits a measure beneath it", () => {
    render(Ended, { d, view });
    expect(screen.getByText(/Giving way at once is not counted/)).toBeTruthy();
  });

  test("the whole session is one picture with words", async () => {
    render(Ended, { d, view });
    expect(await screen.findByLabelText(/^Last 45 min: speech of coach/)).toBeTruthy();
  });

  test("another session is asked for only where one can follow", async () => {
    const ask = vi.spyOn(d, "ask").mockResolvedValue({ type: "reply", id: "1", ok: true, error: "" });
    const { rerender } = render(Ended, { d, view });
    await fireEvent.click(screen.getByText("Another session"));
    expect(ask).toHaveBeenCalledWith({ name: "renew" });
    await rerender({ d, view: { ...view, session: { ...view.session, can_renew: false } } });
    expect(screen.queryByText("Another session")).toBeNull();
  });

  test("a replay says that nobody real was heard", () => {
    render(Ended, { d, view: { ...view, session: { ...view.session, source: "bundled" } } });
    expect(screen.getByText(/synthesised voices/)).toBeTruthy();
  });

  test("waits for its summary", () => {
    render(Ended, { d, view: { ...view, summary: undefined } });
    expect(screen.getByText("The summary is being made.")).toBeTruthy();
  });
});
