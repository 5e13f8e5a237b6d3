// Times and figures as people read them.

/** Session time as a clock: 0:21, 32:08, 1:02:08. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  const ss = String(s % 60).padStart(2, "0");
  return h > 0 ? `${h}:${String(m).padStart(2, "0")}:${ss}` : `${m}:${ss}`;
}

/** A length in seconds with one decimal, as a silence is labelled: "4.8 s". */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A constant of the rules: "3 s", "0.4 s". */
export function constant(ms: number): string {
  return `${Number((ms / 1000).toFixed(2))} s`;
}

/** A planned length: "45 min", "1 h 30 min"; less than a minute in seconds. */
export function length(ms: number): string {
  const s = Math.round(ms / 1000);
  if (s < 60) return `${s} s`;
  const min = Math.round(s / 60);
  if (min < 60) return `${min} min`;
  return min % 60 === 0 ? `${min / 60} h` : `${Math.floor(min / 60)} h ${min % 60} min`;
}

/** A piece of a sentence; figures are strong. */
export interface Piece {
  text: string;
  strong: boolean;
}

const SPACE = "\u00a0";

/** Keeps on one line what is read as one: a figure with its unit and with the name before it, "of 3 s and more". */
export function together(sentence: string): string {
  return sentence
    .replaceAll(/of \d\S* s and more/g, (words) => words.replaceAll(" ", SPACE))
    .replaceAll(/(\d) (?=(?:s|min|h)\b|%)/g, `$1${SPACE}`)
    .replaceAll(/(\p{L}) (?=\*\*\d)/gu, `$1${SPACE}`);
}

/** Splits a sentence whose figures are marked with ** **. */
export function pieces(sentence: string): Piece[] {
  return together(sentence)
    .split("**")
    .map((text, i) => ({ text, strong: i % 2 === 1 }))
    .filter((p) => p.text !== "");
}

/** A sentence without its marks, for titles and labels. */
export function plain(sentence: string): string {
  return sentence.replaceAll("**", "");
}

/** Names in a row: "coach", "coach and client", "Ann, Ben and Cem". */
export function joined(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** text with a capital in front. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A day as it is written beside a title: "14 November", with the year when it is another one; "" of nothing. */
export function day(date: string | undefined, now = new Date()): string {
  if (!date) return "";
  const d = new Date(date);
  const year = d.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return d.toLocaleDateString("en-GB", { day: "numeric", month: "long", year });
}

/** The time of day of a date: "19:02"; "" where it is not known. */
export function timeOf(date: string | undefined): string {
  if (!date) return "";
  return new Date(date).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** When something was written: "15 Nov, 19:02". */
export function stamp(at: string): string {
  return new Date(at).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** Session time (ms) of a clock as people write it: "5:36", "1:02:08", "336"; null when it is none. */
export function parseClock(text: string): number | null {
  if (!/^\s*\d+(:[0-5]?\d){0,2}(\.\d+)?\s*$/.test(text)) return null;
  return Math.round(text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

/** Parts of a line that are there, apart by a dot. */
export function joinedList(parts: readonly string[], apart = " · "): string {
  return parts.filter((p) => p !== "").join(apart);
}
