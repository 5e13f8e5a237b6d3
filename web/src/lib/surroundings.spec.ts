import { afterEach, describe, expect, test, vi } from "vitest";
import { here } from "./surroundings";

afterEach(() => vi.unstubAllGlobals());

describe("this page's server", () => {
  test("is reached over the same host", () => {
    const opened: string[] = [];
    vi.stubGlobal("WebSocket", function (url: string) {
      opened.push(url);
    });
    here.open();
    expect(opened).toEqual([`ws://${location.host}/ws/sessions/current`]);
  });

  test.each([
    [200, true],
    [401, false],
    [503, true],
  ])("that answers %i takes the link: %s", async (status, want) => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status })));
    await expect(here.admitted()).resolves.toBe(want);
  });

  test("that cannot be reached says nothing about the link", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("refused")));
    await expect(here.admitted()).resolves.toBe(true);
  });
});
