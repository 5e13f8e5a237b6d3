import { describe, expect, test } from "vitest";
import { commandKey, KEYS } from "./keys";

/** A key pressed on an element made from html. */
function press(key: string, html = "<p></p>", init: KeyboardEventInit = {}) {
  document.body.innerHTML = html;
  const target = document.body.querySelector("[data-here]") ?? document.body.firstElementChild;
  let found: ReturnType<typeof commandKey>;
  const listen = (e: KeyboardEvent) => (found = commandKey(e));
  window.addEventListener("keydown", listen, { once: true });
  target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...init }));
  window.removeEventListener("keydown", listen);
  return found;
}

describe("commandKey", () => {
  test.each(KEYS.map(([key]) => key))("%s is a command, in either case", (key) => {
    expect(press(key)).toBe(key);
    expect(press(key.toUpperCase())).toBe(key);
  });

  test("other keys are not", () => {
    expect(press("x")).toBeUndefined();
    expect(press("Enter")).toBeUndefined();
  });

  test.each(["ctrlKey", "metaKey", "altKey", "repeat"] as const)("%s makes it something else", (modifier) => {
    expect(press("p", "<p></p>", { [modifier]: true })).toBeUndefined();
  });

  test.each([
    ["a text field", "<input type=text data-here>"],
    ["a number field", "<input type=number data-here>"],
    ["a choice", "<select data-here></select>"],
    ["an open dialog", "<dialog open><button data-here></button></dialog>"],
  ])("typing in %s is no command", (_, html) => expect(press("k", html)).toBeUndefined());

  test.each([
    ["a box", "<input type=checkbox data-here>"],
    ["a slider", "<input type=range data-here>"],
    ["a button", "<button data-here></button>"],
  ])("on %s a letter is still a command", (_, html) => expect(press("k", html)).toBe("k"));
});
