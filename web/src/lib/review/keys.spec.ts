import { describe, expect, test } from "vitest";
import { reviewKey } from "./keys";

/** What a key pressed on an element made from html asks for. */
function press(
  key: string,
  {
    html = "<p></p>",
    letters = true,
    ...init
  }: KeyboardEventInit & { html?: string; letters?: boolean } = {},
) {
  document.body.innerHTML = html;
  const target = document.body.querySelector("[data-here]") ?? document.body.firstElementChild;
  let found: ReturnType<typeof reviewKey>;
  window.addEventListener("keydown", (e) => (found = reviewKey(e, letters)), { once: true });
  target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...init }));
  return found;
}

describe("keys of the review", () => {
  test.each([
    ["j", "next"],
    ["K", "previous"],
    ["+", "in"],
    ["-", "out"],
    ["0", "whole"],
    ["n", "note"],
    ["e", "export"],
    ["?", "help"],
    ["t", "theme"],
    ["x", { offer: "X" }],
    ["1", { chip: 0 }],
    ["6", { chip: 5 }],
  ])("%s asks for %o", (key, want) => expect(press(key)).toEqual(want));

  test("arrows move, and further with Shift", () => {
    expect(press("ArrowLeft")).toBe("left");
    expect(press("ArrowRight", { shiftKey: true })).toBe("farRight");
  });

  test("Ctrl+Z undoes, with Shift it restores, and a Z alone does nothing", () => {
    expect(press("z", { ctrlKey: true })).toBe("undo");
    expect(press("Z", { metaKey: true })).toBe("undo");
    expect(press("z")).toBeUndefined();
    expect(press("z", { ctrlKey: true, shiftKey: true })).toBe("restore");
  });

  test("single letters can be switched off; arrows, Escape and undo stay", () => {
    const off = { letters: false };
    expect(press("x", off)).toBeUndefined();
    expect(press("1", off)).toBeUndefined();
    expect(press("ArrowLeft", off)).toBe("left");
    expect(press("Escape", off)).toBe("close");
    expect(press("z", { ...off, ctrlKey: true })).toBe("undo");
  });

  test.each([
    ["a text", "<textarea data-here></textarea>"],
    ["a field", "<input type=number data-here>"],
    ["a dialog", "<dialog open><button data-here></button></dialog>"],
  ])("typing in %s is no command", (_, html) => {
    for (const key of ["x", "Escape", "ArrowLeft"]) expect(press(key, { html }), key).toBeUndefined();
    expect(press("z", { html, ctrlKey: true })).toBeUndefined();
  });

  test.each([
    "<input type=range data-here>",
    "<button role=tab data-here></button>",
    "<b data-arrows data-here></b>",
  ])("the arrows of %s are its own", (html) => {
    expect(press("ArrowLeft", { html })).toBeUndefined();
    expect(press("j", { html })).toBe("next");
  });

  test("a correction is not repeated while a key is held down", () => {
    expect(press("x", { repeat: true })).toBeUndefined();
    expect(press("j", { repeat: true })).toBe("next");
  });
});
