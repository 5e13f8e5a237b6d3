import { afterEach, describe, expect, test, vi } from "vitest";
import { momentOf } from "../../testing/review";
import { isJump, momentAt, refusalOf } from "./playback";

afterEach(() => vi.unstubAllGlobals());

describe("playback", () => {
  test("a playhead that runs with the sound is no jump", () => {
    expect(isJump(12.34, 12_340)).toBe(false);
    expect(isJump(12.34, 12_380)).toBe(false);
    expect(isJump(12.34, 13_340)).toBe(true);
    expect(isJump(12.34, 12_000)).toBe(true);
  });

  test("the moment in step with it is the last one passed", () => {
    const moments = [1000, 5000, 9000].map((at) => momentOf("silence", at, at + 100));
    expect(momentAt(moments, 500)).toBeUndefined();
    expect(momentAt(moments, 5000)?.at_ms).toBe(5000);
    expect(momentAt(moments, 99_000)?.at_ms).toBe(9000);
  });

  test.each([
    [
      new Response(JSON.stringify({ error: "no key" }), { status: 410 }),
      "The audio cannot be played: no key.",
    ],
    [new Response("RIFF", { status: 206 }), "The audio cannot be played by this browser."],
  ])("why it cannot be played", async (answer, want) => {
    vi.stubGlobal("fetch", () => Promise.resolve(answer));
    expect(await refusalOf("/x")).toBe(want);
  });
});
