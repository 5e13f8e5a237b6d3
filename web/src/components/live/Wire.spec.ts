import { render } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import Wire from "./Wire.svelte";

const base = { position: 0.7, interval: [0.6, 0.8] as const, label: "Holding the floor: Leans to client." };

/** The drawn parts of a wire, by class. */
function parts(props: object) {
  const { container } = render(Wire, { ...base, state: "shown" as const, ...props });
  const count = (selector: string) => container.querySelectorAll(selector).length;
  return {
    container,
    line: count(".line:not(.cut)"),
    cut: count(".cut"),
    dots: count(".dots"),
    bead: count(".bead"),
    hollow: count(".bead.hollow"),
    stem: count(".stem"),
    haze: count(".haze"),
    band: count(".band"),
    tick: count(".tick"),
  };
}

describe("a wire", () => {
  test("that is shown has a full bead, its stem and the grey stretch", () => {
    expect(parts({})).toMatchObject({ line: 1, bead: 1, hollow: 0, stem: 1, haze: 1, cut: 0, dots: 0 });
  });

  test("that is tentative has a hollow bead and no stem", () => {
    expect(parts({ state: "tentative" })).toMatchObject({ bead: 1, hollow: 1, stem: 0, haze: 1 });
  });

  test("without a clear lean has a hollow bead", () => {
    expect(parts({ unclear: true })).toMatchObject({ hollow: 1, stem: 0 });
  });

  test("that still collects is dotted, without a bead", () => {
    const got = parts({ state: "collecting", position: null, interval: null });
    expect(got).toMatchObject({ dots: 1, line: 0, bead: 0, haze: 0 });
  });

  test("that is withheld is cut, without a bead although there is a value", () => {
    expect(parts({ state: "withheld" })).toMatchObject({ cut: 2, line: 0, bead: 0, haze: 0, stem: 0 });
  });

  test("the stem goes from the plumb line to the bead, on either side", () => {
    const style = (position: number) =>
      parts({ position }).container.querySelector<HTMLElement>(".stem")?.style;
    expect(style(0.75)).toMatchObject({ left: "50%", width: "25%" });
    expect(style(0.25)).toMatchObject({ left: "25%", width: "25%" });
  });

  test("a row of several people has a tick at the equal share and no stem", () => {
    expect(parts({ tick: 0.25, stem: false })).toMatchObject({ tick: 1, stem: 0, bead: 1 });
  });

  test("the band is drawn whatever the state", () => {
    for (const state of ["collecting", "tentative", "shown", "withheld"]) {
      expect(parts({ state, band: [0.6, 0.75] }).band).toBe(1);
    }
  });

  test("is one picture with words", () => {
    const wire = parts({}).container.querySelector("[role=img]");
    expect(wire?.getAttribute("aria-label")).toBe(base.label);
  });
});
