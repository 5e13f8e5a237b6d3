import { render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, test } from "vitest";
import { prefs } from "../../lib/prefs.svelte";
import { viewOf } from "../../testing/golden";
import Balance from "./Balance.svelte";

const light = viewOf("glance-light");
const dark = viewOf("glance-dark");

afterEach(() => (prefs.window = "session"));

describe("the balance of a pair", () => {
  test("has the four rows in their order", () => {
    const { container } = render(Balance, { view: light });
    const rows = [...container.querySelectorAll("[data-indicator]")].map((e) =>
      e.getAttribute("data-indicator"),
    );
    expect(rows).toEqual(["talk_share", "holding_floor", "taking_floor", "breaking_silences"]);
  });

  test("has the evidence beside every lean, and in the words of its picture", () => {
    render(Balance, { view: light });
    const picture = screen.getByLabelText(/^Breaking silences: Leans to coach/);
    expect(picture.getAttribute("aria-label")).toContain("Coach broke 7 of 9 silences of 3 s and more");
  });

  test("gives the shares as figures, and the band that was agreed", () => {
    const { container } = render(Balance, { view: light });
    expect([...container.querySelectorAll("[data-figure]")].map((e) => e.textContent)).toEqual([
      "34%",
      "66%",
    ]);
    const band = container.querySelector<HTMLElement>(".band")?.style;
    expect(parseFloat(band?.left ?? "")).toBeCloseTo(60);
    expect(parseFloat(band?.width ?? "")).toBeCloseTo(15);
    expect(container.querySelector(".note")?.textContent).toContain("agreed for coach");
  });

  test("has no band where none was agreed", () => {
    const { container } = render(Balance, {
      view: { ...light, agreement: { ...light.agreement, band: null } },
    });
    expect(container.querySelector(".band")).toBeNull();
  });

  test("draws each state as it is", () => {
    const { container } = render(Balance, { view: dark });
    const states = [...container.querySelectorAll("[data-state]")].map((e) => e.getAttribute("data-state"));
    expect(states).toEqual(["tentative", "tentative", "withheld", "collecting"]);
  });

  test("of the last five minutes says so, and has no figures yet", () => {
    prefs.window = "last5";
    const { container } = render(Balance, { view: light });
    expect(screen.getByText("Last 5 min")).toBeTruthy();
    expect(container.querySelector("[data-figure]")).toBeNull();
    expect(container.querySelector(".note")?.textContent).toMatch(/^Figures after 2\smin of speech$/);
  });

  test("tells a change of evidence once, politely", async () => {
    const { container, rerender } = render(Balance, { view: dark });
    const news = () => container.querySelector("[aria-live=polite]")?.textContent;
    expect(news()).toBe("");
    await rerender({ view: light });
    expect(news()).toBe("Holding the floor: Leans to client");
  });
});

describe("the balance of a group", () => {
  const group = viewOf("group");

  test("has a row each in seat order, never sorted by amount", () => {
    const people = [...group.people].reverse();
    const { container } = render(Balance, { view: { ...group, people } });
    expect([...container.querySelectorAll("[data-person] .name")].map((e) => e.textContent)).toEqual([
      "Dana",
      "Chidi",
      "Ben",
      "Ada",
    ]);
  });

  test("has a tick at the equal share and no plumb line, band or stem", () => {
    const { container } = render(Balance, { view: group });
    expect(container.querySelectorAll<HTMLElement>(".tick")[0]?.style.left).toBe("25%");
    for (const lean of [".plumb", ".band", ".stem"]) expect(container.querySelector(lean)).toBeNull();
  });

  test("counts what each did, and keeps the states with their evidence", () => {
    const { container } = render(Balance, { view: group });
    const ada = container.querySelector("[data-person='0']")?.textContent?.replaceAll("\u00a0", " ");
    expect(ada).toContain("held the floor 41 %");
    expect(ada).toContain("took the floor 3");
    const silences = container.querySelector("[data-indicator=breaking_silences]")?.textContent;
    expect(silences?.replaceAll("\u00a0", " ")).toContain(
      "Collecting. 3 silences of 3 s and more; shown from 4",
    );
  });
});
