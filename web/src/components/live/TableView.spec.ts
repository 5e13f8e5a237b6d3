import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, test, vi } from "vitest";
import { textOf, viewOf } from "../../testing/golden";
import TableView from "./TableView.svelte";

const { people } = viewOf("glance-light");
const fetched = vi.fn();

function show(body = textOf("facts"), status = 200) {
  fetched.mockImplementation(() => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal("fetch", fetched);
  return render(TableView, { session: "s7", people, onclose: vi.fn() });
}

afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

describe("the table view", () => {
  test("names people as they are named, and overlaps by what became of them", async () => {
    const { container } = show();
    await screen.findByText("Overlaps: 1");
    const overlap = [...container.querySelectorAll("table")][1]?.querySelector("tbody tr");
    expect([...(overlap?.children ?? [])].map((c) => c.textContent)).toEqual([
      "31:17",
      "1.3 s",
      "Coach",
      "Client",
      "took the floor",
    ]);
  });

  test("silences say who spoke before and who spoke first", async () => {
    show();
    await screen.findByText("Silences: 1");
    expect(screen.getByText("Spoke first")).toBeTruthy();
    expect(screen.getByText("Spoke before")).toBeTruthy();
  });

  test("marks have a name and no length", async () => {
    show();
    expect(await screen.findByText("the new job")).toBeTruthy();
  });

  test("is fetched again when asked", async () => {
    show();
    await screen.findByText("Overlaps: 1");
    await fireEvent.click(screen.getByText("Refresh"));
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  test("says when it could not be fetched", async () => {
    show("", 503);
    expect((await screen.findByRole("alert")).textContent).toContain("could not be fetched");
  });

  test("a table without rows has its caption all the same", async () => {
    show('{"people":[],"rows":[]}');
    expect(await screen.findByText("Turns: 0")).toBeTruthy();
  });
});
