import { describe, expect, test } from "vitest";
import { goldenReview, momentOf } from "../../testing/review";
import type { Note } from "./protocol";
import { byMoment, freeID, tagText, threads } from "./threads";

const note = (seq: number, part: Partial<Note> = {}): Note => ({
  ...{ seq, by: "mentor", author: "Mentor", mine: true, at: "", start_ms: seq * 1000, end_ms: seq * 1000 },
  ...{ moment: "", text: `note ${seq}`, tags: [], shared: true, reply_to: 0, deleted: false },
  ...part,
});
const seqs = (notes: Note[]) => threads(notes).map((t) => [t.root.seq, ...t.replies.map((n) => n.seq)]);

describe("threads", () => {
  test("stand in order of time, their answers in the order in which they were written", () => {
    const notes = [note(1, { start_ms: 9000 }), note(2), note(5, { reply_to: 1 }), note(3, { reply_to: 1 })];
    expect(seqs(notes)).toEqual([[2], [1, 3, 5]]);
  });

  test("keep an answer to an answer together", () => {
    expect(seqs([note(1), note(2, { reply_to: 1 }), note(3, { reply_to: 2 })])).toEqual([[1, 2, 3]]);
  });

  test("stay while something in them is not deleted", () => {
    const gone = note(1, { deleted: true });
    expect(seqs([gone, note(2, { reply_to: 1 })])).toEqual([[1, 2]]);
    expect(seqs([gone, note(2, { reply_to: 1, deleted: true })])).toEqual([]);
  });

  test("an answer to a note that cannot be seen stands by itself", () => {
    expect(seqs([note(7, { reply_to: 3 })])).toEqual([[7]]);
  });

  test("stand at their moments, as long as these are there", () => {
    const all = threads([note(1, { moment: "taken-1000" }), note(2, { moment: "gone-2000" })]);
    const found = byMoment(all, goldenReview({ moments: [momentOf("taken", 1000, 2000)] }));
    expect([...found.keys()]).toEqual(["taken-1000"]);
  });
});

describe("tags", () => {
  const tags = [
    { id: "5", name: "Maintains presence" },
    { id: "own", name: "Ours" },
  ];

  test("stand with their number, and stay when they were taken from the list", () => {
    expect(tagText("5", tags)).toBe("5 Maintains presence");
    expect(tagText("12", tags)).toBe("12");
  });

  test("that are new get a number that none has", () => {
    expect(freeID(tags)).toBe("6");
    expect(freeID([])).toBe("1");
  });
});
