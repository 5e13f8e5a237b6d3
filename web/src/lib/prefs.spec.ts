import { beforeEach, describe, expect, test, vi } from "vitest";

/** The preferences as a page that was just opened has them. */
async function open() {
  vi.resetModules();
  return (await import("./prefs.svelte")).prefs;
}

beforeEach(() => localStorage.clear());

describe("preferences", () => {
  test("begin with the device's theme and with keys", async () => {
    const prefs = await open();
    expect([prefs.theme, prefs.keys, prefs.window]).toEqual(["system", true, "session"]);
  });

  test("are kept from one page to the next", async () => {
    const prefs = await open();
    prefs.setTheme("dark");
    prefs.setKeys(false);
    const next = await open();
    expect([next.theme, next.keys]).toEqual(["dark", false]);
  });

  test.each(["{", "null", '{"theme":"pink","keys":7}'])(
    "what is stored as %s does no harm",
    async (stored) => {
      localStorage.setItem("evenkeel", stored);
      const prefs = await open();
      expect(prefs.theme).toBe("system");
      expect(prefs.keys).toBe(true);
    },
  );
});
