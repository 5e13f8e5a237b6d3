import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { Desk } from "../../lib/review/desk.svelte";
import type { EvidenceUnit, Logged, Review } from "../../lib/review/protocol";
import { goldenReview, momentOf } from "../../testing/review";
import IndicatorCard from "./IndicatorCard.svelte";
import Log from "./Log.svelte";
import MomentList from "./MomentList.svelte";
import SettingsPanel from "./SettingsPanel.svelte";

let desk: Desk;
let add: MockInstance<Desk["add"]>;

beforeEach(() => {
  desk = new Desk("s6");
  add = vi.spyOn(desk, "add").mockResolvedValue(true);
});
afterEach(() => vi.restoreAllMocks());

function show(part: Partial<Review>): Review {
  const review = goldenReview(part);
  desk.review = review;
  return review;
}

describe("the list of moments", () => {
  test("keeps what was corrected, struck through, with who did it", () => {
    const correction = { seq: 3, by: "mentor", kind: "backchannel", text: "Corrected by mentor" };
    const review = show({
      moments: [momentOf("taken", 0, 1000, { text: "Coach took the floor", state: "corrected", correction })],
    });
    const { container } = render(MomentList, { desk, review });
    expect(container.querySelector("s")?.textContent).toBe("Coach took the floor");
    expect(screen.getByText("corrected by mentor")).toBeTruthy();
  });

  test("says when nothing fits what is chosen", () => {
    const review = show({ moments: [momentOf("taken", 0, 1000)] });
    desk.filter = { ...desk.filter, kinds: new Set(["silence"]) };
    render(MomentList, { desk, review });
    expect(screen.getByText("No moment fits what is chosen.")).toBeTruthy();
  });

  test("opens a moment, and closes it when it is chosen again", async () => {
    const review = show({ moments: [momentOf("taken", 0, 1000, { text: "Coach took the floor" })] });
    render(MomentList, { desk, review });
    const row = screen.getByRole("button", { name: /Coach took/ });
    await fireEvent.click(row);
    expect([desk.selected, desk.open]).toEqual(["taken-0", true]);
    await fireEvent.click(row);
    expect([desk.selected, desk.open]).toEqual(["taken-0", false]);
  });
});

describe("the log", () => {
  const entry = (state: Logged["state"], undo_by = 0): Logged => ({
    ...{ seq: 5, at: "2026-11-15T18:03:00Z", by: "mentor", kind: "rename", text: "Mentor: a name" },
    ...{ state, reason: "", undo_by, moment: "" },
  });

  test.each([
    ["applies", "Undo", 5],
    ["no_longer_applies", "Undo", 5],
    ["undone", "Restore", 9],
  ] as const)("of an entry that %s offers %s", async (state, name, undone) => {
    render(Log, { desk, review: show({ log: [entry(state, 9)] }) });
    await fireEvent.click(screen.getByRole("button", { name }));
    expect(add).toHaveBeenCalledWith("undo", { entry: undone });
  });

  test("offers nothing for what this version does not know", () => {
    render(Log, { desk, review: show({ log: [entry("ignored")] }) });
    expect(screen.queryByRole("button", { name: /Undo|Restore/ })).toBeNull();
  });
});

describe("an indicator", () => {
  const units = (...channels: number[]): EvidenceUnit[] =>
    channels.map((channel) => ({ channel, moment: "", ms: 0 }));
  const card = (part: Partial<Review["balance"]["rows"][number]>, guess = "") => {
    const review = goldenReview();
    const row = review.balance.rows.find((r) => r.id === "taking_floor");
    if (!row) throw new Error("there is no such row");
    const given = guess
      ? [{ seq: 1, by: "coach", question: "taken", guess: 2, measured: 5, text: guess }]
      : [];
    const whole = { ...review, viewer: "mentor", guesses: { ...review.guesses, given } };
    return render(IndicatorCard, { row: { ...row, ...part }, review: whole, colours: new Map() }).container;
  };

  test("has a block an event on each one's side", () => {
    const container = card({ units: units(0, 0, 1) });
    const sides = [...container.querySelectorAll(".side")].map((s) => s.querySelectorAll("i").length);
    expect(sides).toEqual([2, 1]);
  });

  test("has neither bead nor blocks while it is withheld", () => {
    const container = card({ state: "withheld", units: [], position: null });
    expect(container.querySelector(".bead")).toBeNull();
    expect(container.querySelector(".units")).toBeNull();
  });

  test("has a hollow bead without a stem until it is shown", () => {
    const container = card({ state: "tentative", position: 0.2, interval: [0.1, 0.3] });
    expect(container.querySelector(".bead.hollow")).toBeTruthy();
    expect(container.querySelector(".stem")).toBeNull();
  });

  test("stands beside what was guessed, with whose guess it was", () => {
    card({}, "Guessed 2, measured 5");
    expect(screen.getByText("Guessed 2, measured 5, by the coach")).toBeTruthy();
  });
});

describe("the settings", () => {
  test("say when they differ from the session's, and go back to it", async () => {
    const review = goldenReview();
    const reset = vi.spyOn(desk, "reset").mockReturnValue();
    const settings = { ...review.settings, differ: true, text: "2 settings differ from the session’s" };
    render(SettingsPanel, { desk, review: { ...review, settings } });
    expect(screen.getByRole("status").textContent).toContain("2 settings differ");
    await fireEvent.click(screen.getByRole("button", { name: "Back to the session’s" }));
    expect(reset).toHaveBeenCalled();
  });

  test("have a slider each, with its length in words", () => {
    const review = goldenReview();
    render(SettingsPanel, { desk, review });
    const { list } = review.settings;
    expect(screen.getAllByRole("slider")).toHaveLength(list.length);
    expect(screen.getAllByRole("slider")[0]?.getAttribute("aria-valuetext")).toMatch(/^\d+(\.\d)? s$/);
  });
});
