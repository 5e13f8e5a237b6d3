// What a frame of the live screen costs. `make bench` runs it; nothing fails when the machine is slow.

import { describe, expect, test } from "vitest";
import type { StripItem } from "../src/lib/protocol";
import { snapshot } from "./lib/golden";
import { stage } from "./lib/stage";

describe("a running strip", () => {
  const s = stage();

  test("costs little script a frame, with ten messages a second", async () => {
    const first = snapshot("glance-light");
    const page = await s.open(first);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    const script = async () => {
      const { metrics } = await cdp.send("Performance.getMetrics");
      return metrics.find((m) => m.name === "ScriptDuration")?.value ?? 0;
    };
    const frames = page.evaluate(
      () =>
        new Promise<number>((done) => {
          let n = 0;
          const from = performance.now();
          requestAnimationFrame(function next(now) {
            n += 1;
            if (now - from > 5000) done(n);
            else requestAnimationFrame(next);
          });
        }),
    );
    const before = await script();
    for (let n = 1; n <= 50; n++) {
      s.server.send({
        at_ms: first.at_ms + n * 100,
        strip: { from_ms: 0, remove: [], upsert: [speech(first, n)] },
      });
      await page.waitForTimeout(100);
    }
    const perFrame = ((await script()) - before) / (await frames);
    console.log(
      `a running strip, ten messages a second: ${(perFrame * 1000).toFixed(2)} ms of script a frame, ` +
        `${await frames} frames in 5 s   (wanted: 4 ms)`,
    );
    expect(perFrame).toBeGreaterThan(0);
  });
});

/** Somebody who goes on speaking. */
function speech(first: { at_ms: number }, n: number): StripItem {
  const end_ms = first.at_ms + n * 100;
  return {
    ...{ id: "speaking", kind: "speech", start_ms: first.at_ms, end_ms, open: true },
    ...{ channel: 0, other: -1, taken: false, text: "", status: "provisional" },
  };
}
