// The colours of the style sheet, as a canvas needs them. They are read from an element, so that theme, staleness and
// forced colours are the style sheet's matter alone.

import type { Hue } from "../people";

export interface Palette {
  bed: string;
  ink: string;
  ink2: string;
  ink3: string;
  line: string;
  line2: string;
  haze: string;
  page: string;
  hues: Record<Hue, string>;
  font: string;
}

/** The palette as it holds for element. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement("i");
  element.parentElement?.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    bed: read("lane"),
    ink: read("ink"),
    ink2: read("ink-2"),
    ink3: read("ink-3"),
    line: read("line"),
    line2: read("line-2"),
    haze: read("haze"),
    page: read("bg"),
    hues: {
      coach: read("coach"),
      client: read("client"),
      observer1: read("observer1"),
      observer2: read("observer2"),
      ink: read("ink"),
    },
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return palette;
}
