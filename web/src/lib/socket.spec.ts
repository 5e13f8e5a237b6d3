import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { textOf } from "../testing/golden";
import { FakeNetwork } from "../testing/surroundings";
import type { Message } from "./protocol";
import { CLOSE_EXPIRED, CLOSE_OUT_OF_STEP, type Link, REPLY_MS, SILENT_MS, Socket } from "./socket";

let network: FakeNetwork;
let links: Link[];
let messages: Message[];
let socket: Socket;

beforeEach(() => {
  vi.useFakeTimers();
  network = new FakeNetwork();
  links = [];
  messages = [];
  socket = new Socket({ message: (m) => messages.push(m), link: (l) => links.push(l) }, network);
  socket.connect();
});
afterEach(() => {
  socket.close();
  vi.useRealTimers();
});

/** Lets what waits for promises go on. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("the connection", () => {
  test("hands every message on", () => {
    network.last.open();
    network.last.receive(textOf("hello"));
    network.last.receive(textOf("snapshot-setup"));
    expect(links).toEqual(["connecting", "open"]);
    expect(messages.map((m) => m.type)).toEqual(["hello", "snapshot"]);
  });

  test("comes back after a loss, waiting longer each time", async () => {
    for (const wait of [250, 500, 1000, 2000, 4000, 8000, 8000]) {
      const before = network.wires.length;
      network.last.lose();
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(network.wires).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(network.wires).toHaveLength(before + 1);
    }
  });

  test("is patient again once a snapshot has come", async () => {
    network.last.lose();
    await vi.advanceTimersByTimeAsync(250);
    network.last.open();
    network.last.receive(textOf("snapshot-setup"));
    network.last.lose();
    await vi.advanceTimersByTimeAsync(250);
    expect(network.wires).toHaveLength(3);
  });

  test("drops a connection whose message is not what the protocol says", async () => {
    network.last.open();
    network.last.receive('{"type":"delta"}');
    expect(network.last.closedWith).toBe(CLOSE_OUT_OF_STEP);
    expect(messages).toEqual([]);
    await vi.advanceTimersByTimeAsync(250);
    expect(network.wires).toHaveLength(2);
  });

  test("leaves a connection behind that has gone silent", async () => {
    network.last.open();
    network.last.receive(textOf("snapshot-setup"));
    await vi.advanceTimersByTimeAsync(SILENT_MS + 250);
    expect(network.wires).toHaveLength(2);
  });

  test("hears nothing more from a connection that it left", async () => {
    const old = network.last;
    old.open();
    old.lose();
    await vi.advanceTimersByTimeAsync(250);
    old.receive(textOf("hello"));
    expect(messages).toEqual([]);
  });

  test("closed is closed", async () => {
    socket.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network.wires).toHaveLength(1);
  });
});

describe("a link that is no longer valid", () => {
  test("is told by the close code, and not tried again", async () => {
    network.last.open();
    network.last.lose(CLOSE_EXPIRED);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(links.at(-1)).toBe("expired");
    expect(network.wires).toHaveLength(1);
  });

  test("is found out over HTTP when the handshake was refused", async () => {
    network.valid = false;
    network.last.lose();
    await settle();
    expect(links.at(-1)).toBe("expired");
  });
});

describe("commands", () => {
  const sent = () => JSON.parse(network.last.sent.at(-1) ?? "{}") as { id: string };

  test("go out with an id of their own and come back with the reply to it", async () => {
    network.last.open();
    const reply = socket.send({ name: "start" });
    expect(sent()).toEqual({ type: "command", id: "1", name: "start" });
    network.last.receive('{"type":"reply","id":"1","ok":true}');
    await expect(reply).resolves.toMatchObject({ ok: true });
  });

  test("keep apart what answers what", async () => {
    network.last.open();
    const first = socket.send({ name: "start" });
    const second = socket.send({ name: "end" });
    network.last.receive('{"type":"reply","id":"2","ok":false,"error":"Not yet."}');
    network.last.receive('{"type":"reply","id":"1","ok":true}');
    await expect(first).resolves.toMatchObject({ ok: true });
    await expect(second).resolves.toMatchObject({ ok: false, error: "Not yet." });
  });

  test("without a connection say so at once", async () => {
    await expect(socket.send({ name: "end" })).resolves.toMatchObject({ ok: false });
    expect(network.last.sent).toEqual([]);
  });

  test("without an answer say so after a while", async () => {
    network.last.open();
    const reply = socket.send({ name: "end" });
    await vi.advanceTimersByTimeAsync(REPLY_MS);
    await expect(reply).resolves.toMatchObject({ ok: false });
    network.last.receive('{"type":"reply","id":"1","ok":true}');
  });

  test("that were under way when the connection broke have no answer", async () => {
    network.last.open();
    const reply = socket.send({ name: "end" });
    network.last.lose();
    await expect(reply).resolves.toMatchObject({ ok: false });
  });
});
