// What is done when a key of the review is pressed.

import type { Desk } from "./desk.svelte";
import type { ReviewKey } from "./keys";
import { chips, toggled } from "./moments";
import { whole, zoom } from "./window";

export interface Command {
  key: ReviewKey;
  desk: Desk;
  theme: () => void;
}

/** Steps of the playhead (ms), and of the zoom. */
const STEP_MS = 1000;
const FAR_MS = 10_000;
const CLOSER = 0.7;

/** Does what a key asks for; false when there is nothing to do. */
export function obey({ key, desk, theme }: Command): boolean {
  if (typeof key === "object") return "chip" in key ? chip(desk, key.chip) : offer(desk, key.offer);
  switch (key) {
    case "next":
    case "previous":
      desk.step(key === "next" ? 1 : -1);
      return true;
    case "left":
    case "right":
      desk.go(desk.playhead + (key === "left" ? -STEP_MS : STEP_MS));
      return true;
    case "farLeft":
    case "farRight":
      stretch(desk, key === "farLeft" ? -1 : 1);
      return true;
    case "in":
    case "out":
      desk.view = zoom(desk.view, key === "in" ? CLOSER : 1 / CLOSER, middle(desk), desk.length);
      return true;
    case "whole":
      desk.view = whole(desk.length);
      return true;
    case "close":
      return close(desk);
    case "note":
      desk.write();
      return true;
    case "undo":
      void desk.undoLatest();
      return true;
    case "restore":
      void desk.restoreLatest();
      return true;
    case "play":
      desk.toggle?.();
      return desk.toggle !== null;
    case "help":
      desk.panel = "definitions";
      return true;
    case "export":
      openExport();
      return true;
    case "theme":
      theme();
      return true;
  }
}

/** Opens the menu as if its button had been pressed: the next tab is in it. */
function openExport(): void {
  const button = document.querySelector<HTMLElement>("[data-export]");
  button?.focus();
  button?.click();
}

/** What stays in its place when keys zoom: the playhead where it is in sight. */
function middle({ view, playhead }: Desk): number {
  return playhead >= view.from && playhead <= view.to ? playhead : (view.from + view.to) / 2;
}

function chip(desk: Desk, i: number): boolean {
  const kind = desk.review && chips(desk.review.counts)[i]?.kind;
  if (!kind) return false;
  desk.filter = { ...desk.filter, kinds: toggled(desk.filter.kinds, kind) };
  return true;
}

function offer(desk: Desk, letter: string): boolean {
  const found = desk.moment?.offers.find((o) => o.key === letter);
  if (!found) return false;
  void desk.add(found.kind, found.body);
  return true;
}

/** Shift and an arrow: from an open moment a stretch of time, a second at a time; else ten seconds of the playhead. */
function stretch(desk: Desk, by: 1 | -1): void {
  const moment = desk.open ? desk.moment : undefined;
  if (!desk.span && !moment) {
    desk.go(desk.playhead + by * FAR_MS);
    return;
  }
  const [start, end] = desk.span ?? [moment?.start_ms ?? 0, moment?.end_ms ?? 0];
  const next = Math.min(desk.length, Math.max(0, end + by * STEP_MS));
  desk.span = next > start ? [start, next] : [Math.max(0, start + by * STEP_MS), start];
}

function close(desk: Desk): boolean {
  if (desk.open) desk.open = false;
  else if (desk.draft) desk.draft = null;
  else if (desk.span) desk.span = null;
  else return false;
  return true;
}
