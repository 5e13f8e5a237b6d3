import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

let dark: boolean;
let listeners: (() => void)[];

/** The page's appearance on a device whose theme can be changed. */
async function open() {
  vi.resetModules();
  listeners = [];
  vi.stubGlobal("matchMedia", (query: string) => ({
    get matches() {
      return query.includes("dark") && dark;
    },
    addEventListener: (_: string, listen: () => void) => listeners.push(listen),
  }));
  const { appearance } = await import("./appearance.svelte");
  appearance.apply();
  return appearance;
}

const theme = () => document.documentElement.dataset.theme;

function deviceTurns(to: "light" | "dark") {
  dark = to === "dark";
  for (const listen of listeners) listen();
}

beforeEach(() => {
  localStorage.clear();
  dark = false;
});
afterEach(() => vi.unstubAllGlobals());

describe("the theme", () => {
  test("follows the device", async () => {
    await open();
    expect(theme()).toBe("light");
    deviceTurns("dark");
    expect(theme()).toBe("dark");
  });

  test("waits while a session runs", async () => {
    const appearance = await open();
    appearance.hold(true);
    deviceTurns("dark");
    expect(theme()).toBe("light");
    appearance.hold(false);
    expect(theme()).toBe("dark");
  });

  test("a person fixes it, also while a session runs", async () => {
    const appearance = await open();
    appearance.hold(true);
    appearance.toggle();
    expect(theme()).toBe("dark");
    deviceTurns("light");
    expect(theme()).toBe("dark");
  });

  test("a change has drawings drawn again", async () => {
    const appearance = await open();
    const before = appearance.version;
    appearance.toggle();
    expect(appearance.version).toBeGreaterThan(before);
  });
});
