// A network for tests: connections that open when told to, and remember what was sent.

import type { Surroundings, Wire } from "../lib/socket";

export class FakeWire implements Wire {
  onopen: WebSocket["onopen"] = null;
  onmessage: WebSocket["onmessage"] = null;
  onclose: WebSocket["onclose"] = null;
  readonly sent: string[] = [];
  closedWith: number | undefined;

  send(data: string): void {
    this.sent.push(data);
  }

  close(code: number): void {
    this.closedWith = code;
    this.lose(code);
  }

  open(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event("open"));
  }

  receive(data: string): void {
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent("message", { data }));
  }

  lose(code = 1006): void {
    this.onclose?.call(this as unknown as WebSocket, { code } as CloseEvent);
  }
}

export class FakeNetwork implements Surroundings {
  readonly wires: FakeWire[] = [];
  valid = true;

  open(): Wire {
    const wire = new FakeWire();
    this.wires.push(wire);
    return wire;
  }

  admitted(): Promise<boolean> {
    return Promise.resolve(this.valid);
  }

  random(): number {
    return 1;
  }

  /** The connection made last. */
  get last(): FakeWire {
    const wire = this.wires[this.wires.length - 1];
    if (!wire) throw new Error("nothing has connected yet");
    return wire;
  }
}
