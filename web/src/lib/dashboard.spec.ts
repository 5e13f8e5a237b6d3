import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { message, textOf } from "../testing/golden";
import { FakeNetwork } from "../testing/surroundings";
import { Dashboard } from "./dashboard.svelte";
import type { Hello } from "./protocol";
import { CLOSE_EXPIRED, CLOSE_OUT_OF_STEP } from "./socket";
import { STALE_MS } from "./staleness";

let network: FakeNetwork;
let reloads: number;
let reloadHelps: boolean;
let d: Dashboard;

beforeEach(() => {
  vi.useFakeTimers();
  network = new FakeNetwork();
  reloads = 0;
  reloadHelps = true;
  d = new Dashboard(network, () => {
    reloads += 1;
    return reloadHelps;
  });
  d.start();
  network.last.open();
});
afterEach(() => {
  d.stop();
  vi.useRealTimers();
});

const hello = (part: Partial<Hello>) => JSON.stringify({ ...message<Hello>("hello"), ...part });
const delta = (seq: number, part: object = {}) =>
  JSON.stringify({ type: "delta", seq, at_ms: 1_928_000 + (seq - 19_042) * 100, ...part });

function greet() {
  network.last.receive(textOf("hello"));
  network.last.receive(textOf("snapshot-glance-light"));
}

describe("the dashboard", () => {
  test("shows a message in the same moment in which it comes", () => {
    greet();
    network.last.receive(delta(19_043, { speaking: ["yes", "no"] }));
    expect(d.state.view?.speaking).toEqual(["yes", "no"]);
  });

  test("its clock goes on between messages", async () => {
    greet();
    await vi.advanceTimersByTimeAsync(1000);
    expect(d.now).toBe(1_929_000);
    expect(d.known).toBe(1_928_000);
  });

  test("comes back over a new connection when a delta is missing", async () => {
    greet();
    network.last.receive(delta(19_044));
    expect(network.last.closedWith).toBe(CLOSE_OUT_OF_STEP);
    await vi.advanceTimersByTimeAsync(250);
    network.last.open();
    greet();
    expect(d.link).toBe("open");
    expect(d.state.seq).toBe(19_042);
  });

  test("is stale after three silent seconds, and fresh with the next message", async () => {
    greet();
    await vi.advanceTimersByTimeAsync(STALE_MS - 200);
    expect(d.stale).toBe(false);
    await vi.advanceTimersByTimeAsync(400);
    expect(d.stale).toBe(true);
    expect(d.known).toBe(1_928_000);
    expect(d.now).toBeGreaterThan(1_931_000);
    network.last.receive(delta(19_043));
    expect(d.stale).toBe(false);
  });

  test("keeps what it shows while the connection is gone", async () => {
    greet();
    network.last.lose();
    await vi.advanceTimersByTimeAsync(5000);
    expect(d.stale).toBe(true);
    expect(d.state.view).not.toBeNull();
  });

  test("says when the link is no longer valid", async () => {
    network.last.lose(CLOSE_EXPIRED);
    await vi.advanceTimersByTimeAsync(0);
    expect(d.trouble).toBe("expired");
  });

  test("loads anew for another protocol, and says so when that does not help", () => {
    network.last.receive(hello({ protocol: 2 }));
    expect(reloads).toBe(1);
    expect(d.trouble).toBeNull();
    reloadHelps = false;
    network.last.receive(hello({ protocol: 2 }));
    expect(d.trouble).toBe("outdated");
  });

  test("loads anew when the program was replaced", () => {
    greet();
    network.last.receive(hello({ version: "0.2.0" }));
    expect(reloads).toBe(1);
  });

  test("goes over to the next session on the same connection", () => {
    greet();
    network.last.receive(hello({ session: "s8" }));
    network.last.receive(textOf("snapshot-setup"));
    expect(reloads).toBe(0);
    expect(d.state.view?.session.phase).toBe("setup");
    expect(d.now).toBe(0);
  });

  test("what is refused is said, and no longer once something is done", async () => {
    greet();
    const refused = d.ask({ name: "start" });
    network.last.receive('{"type":"reply","id":"1","ok":false,"error":"Not everybody has agreed yet."}');
    await refused;
    expect(d.complaint).toBe("Not everybody has agreed yet.");
    const done = d.ask({ name: "pause" });
    network.last.receive('{"type":"reply","id":"2","ok":true}');
    await done;
    expect(d.complaint).toBe("");
  });
});
