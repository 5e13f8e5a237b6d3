// Wheel, drag, pinch and click on the lanes. A drag moves the view; on the row of notes, or with Shift, it selects a
// stretch.

import type { Desk } from "./desk.svelte";
import { hit } from "./hit";
import { type Layout, rowMiddle } from "./layout";
import type { Scene } from "./scene";
import { pan, zoom } from "./window";

interface Around {
  desk: () => Desk;
  scene: () => Scene;
  layout: () => Layout;
}

/** A pointer that moves less than this (px) has clicked. */
const CLICK = 4;
/** Change of the view by a notch of a wheel, and by a fine step of a pinch on a pad. */
const WHEEL = 0.0015;
const PINCH = 0.01;
/** Lines of a wheel that counts in lines (px). */
const LINE = 16;

export class Gestures {
  readonly #around: Around;
  #canvas!: HTMLCanvasElement;
  #pointers = new Map<number, PointerEvent>();
  #start: { event: PointerEvent; t: number; selecting: boolean; moved: boolean } | null = null;

  constructor(around: Around) {
    this.#around = around;
  }

  /** Listens on canvas until the function that it gives is called. */
  attach(canvas: HTMLCanvasElement): () => void {
    this.#canvas = canvas;
    const stop = new AbortController();
    const { signal } = stop;
    canvas.addEventListener("wheel", (e) => this.#wheel(e), { signal, passive: false });
    canvas.addEventListener("pointerdown", (e) => this.#down(e), { signal });
    canvas.addEventListener("pointermove", (e) => this.#move(e), { signal });
    canvas.addEventListener("pointerup", (e) => this.#up(e), { signal });
    canvas.addEventListener("pointercancel", (e) => this.#drop(e), { signal });
    return () => stop.abort();
  }

  #at(event: MouseEvent): { x: number; y: number; t: number } {
    const box = this.#canvas.getBoundingClientRect();
    const { view } = this.#around.desk();
    const x = event.clientX - box.left;
    return { x, y: event.clientY - box.top, t: view.from + (x / box.width) * (view.to - view.from) };
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const desk = this.#around.desk();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const sideways = event.shiftKey ? dx || dy : dx;
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) {
      const { from, to } = desk.view;
      desk.view = pan(desk.view, (sideways / this.#around.layout().width) * (to - from), desk.length);
      return;
    }
    const strength = event.ctrlKey ? PINCH : WHEEL;
    desk.view = zoom(desk.view, Math.exp(dy * strength), this.#at(event).t, desk.length);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#pointers.set(event.pointerId, event);
    this.#canvas.setPointerCapture(event.pointerId);
    const { y, t } = this.#at(event);
    const l = this.#around.layout();
    const onNotes = Math.abs(y - rowMiddle(l, 2)) <= l.row / 2;
    this.#start = { event, t, selecting: event.shiftKey || onNotes, moved: false };
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (!before || !this.#start) return;
    const desk = this.#around.desk();
    if (this.#pointers.size === 2) {
      this.#pinch(event, before);
    } else if (this.#start.moved || Math.abs(event.clientX - this.#start.event.clientX) > CLICK) {
      this.#start.moved = true;
      const { t } = this.#at(event);
      const ends = [this.#start.t, t]
        .sort((a, b) => a - b)
        .map((e) => Math.round(Math.min(desk.length, Math.max(0, e))));
      if (this.#start.selecting) desk.span = ends as [number, number];
      else desk.view = pan(desk.view, this.#at(before).t - t, desk.length);
    }
    this.#pointers.set(event.pointerId, event);
  }

  /** Two fingers: what lies under them stays there. */
  #pinch(event: PointerEvent, before: PointerEvent): void {
    const other = [...this.#pointers.values()].find((p) => p.pointerId !== event.pointerId);
    if (!other || !this.#start) return;
    this.#start.moved = true;
    const desk = this.#around.desk();
    const apart = (p: PointerEvent) => Math.max(20, Math.abs(p.clientX - other.clientX));
    const middle = (this.#at(before).t + this.#at(other).t) / 2;
    desk.view = zoom(desk.view, apart(before) / apart(event), middle, desk.length);
  }

  #up(event: PointerEvent): void {
    const start = this.#start;
    this.#drop(event);
    if (!start || start.moved) return;
    const desk = this.#around.desk();
    const { x, y, t } = this.#at(event);
    const found = hit(this.#around.scene(), this.#around.layout(), desk.view, x, y);
    desk.span = null;
    if (found === null) {
      desk.open = false;
      desk.selected = "";
      desk.go(t);
    } else if ("moment" in found) {
      const moment = desk.review?.moments.find((m) => m.id === found.moment);
      if (moment) desk.select(moment, true);
    } else {
      desk.showNote(found.note);
    }
  }

  #drop(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    if (this.#pointers.size === 0) this.#start = null;
  }
}
