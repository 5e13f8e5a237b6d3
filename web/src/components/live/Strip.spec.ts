import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Delta } from "../../lib/protocol";
import { Dashboard } from "../../lib/dashboard.svelte";
import { type Recorded, recordCanvases } from "../../testing/context";
import { message, textOf } from "../../testing/golden";
import { FakeNetwork } from "../../testing/surroundings";
import StripHost from "../../testing/StripHost.svelte";

let all: Recorded[];
let d: Dashboard;
let network: FakeNetwork;

beforeEach(() => {
  all = recordCanvases();
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1152);
  network = new FakeNetwork();
  d = new Dashboard(network, () => false);
  d.start();
  network.last.open();
  network.last.receive(textOf("hello"));
  network.last.receive(textOf("snapshot-glance-light"));
});
afterEach(() => {
  d.stop();
  vi.restoreAllMocks();
});

const delta = (name: string, seq: number) =>
  network.last.receive(JSON.stringify({ ...message<Delta>(`delta-${name}`), seq }));
const frame = () => new Promise((done) => requestAnimationFrame(done));

describe("the strip", () => {
  test("is laid out once, not with every message", async () => {
    render(StripHost, { d });
    await tick();
    const before = all.length;
    delta("speaking", 19_043);
    await tick();
    delta("strip", 19_044);
    await tick();
    expect(all.length).toBe(before);
    delta("people", 19_045);
    await tick();
    expect(all.length).toBeGreaterThan(before);
  });

  test("draws at the screen's pace", async () => {
    render(StripHost, { d });
    await frame();
    await frame();
    const drawn = all.flatMap((r) => r.calls).filter((c) => c.name === "drawImage");
    expect(drawn.length).toBeGreaterThan(0);
  });

  test("is one picture with a sentence, and its lanes are named", () => {
    const { container } = render(StripHost, { d });
    expect(screen.getByRole("img").getAttribute("aria-label")).toMatch(/^Last 4 min: speech of coach/);
    expect([...container.querySelectorAll("li")].map((e) => e.textContent)).toEqual(["Coach", "Client"]);
  });
});
