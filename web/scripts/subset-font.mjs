// Cuts Inter down to what the dashboard writes: European letters, the marks of the copy, the
// weights and optical sizes of the type scale. Run by `npm run font`; the result is checked in.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const source = fileURLToPath(import.meta.resolve("inter-ui/variable/InterVariable.woff2"));
const target = fileURLToPath(new URL("../src/fonts/inter.woff2", import.meta.url));
const licence = fileURLToPath(new URL("../public/OFL.txt", import.meta.url));

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");

// Names are typed by people: Latin-1 and Latin Extended-A, Greek and Cyrillic cover the languages of Europe.
const latin = range(0x20, 0x7e) + range(0xa0, 0x17f) + "ȘșȚțẞ";
const greek = range(0x386, 0x3ce);
const cyrillic = range(0x400, 0x45f) + "Ґґ";
const marks = "\u2010\u2011–—‘’‚“”„…·•−×→←↑↓≥≤\u2009\u202f";

const font = await subsetFont(await readFile(source), latin + greek + cyrillic + marks, {
  targetFormat: "woff2",
  keepFeatures: ["kern", "calt", "ccmp", "locl", "mark", "mkmk", "tnum"],
  variationAxes: { wght: { min: 400, max: 640, default: 400 }, opsz: { min: 14, max: 32, default: 14 } },
});

await writeFile(target, font);
await copyFile(fileURLToPath(import.meta.resolve("inter-ui/LICENSE.txt")), licence);
console.log(`${target}: ${font.length} bytes`);
