import { numpyRandom } from "../../src/base/numpy-random.ts";

/** Names of columns that a page must neither take for markup nor be torn by. */
export const ODD_NAMES = {
  markup: '<b onmouseover="alert(1)">weight</b> & co',
  long: "the_number_of_brothers_sisters_husbands_and_wives_who_came_aboard_with_the_passenger_in_any_class",
  unicode: "Größe 身長 📏",
} as const;

/**
 * A list of passengers as people keep them, made up: gaps, a long tail, keys, a constant, free text, dates, one column in
 * two units, one that gives the answer away, and names that are hard to print.
 */
export function messyPassengers(rows = 891): Record<string, (string | number | null)[]> {
  const random = numpyRandom(1912);
  const columns: Record<string, (string | number | null)[]> = {};
  const add = (name: string, value: string | number | null): void => void (columns[name] ??= []).push(value);
  for (let row = 0; row < rows; row++) {
    const draw = (): number => random.rand();
    const bell = (): number => draw() + draw() + draw() + draw() - 2;
    const cabin = draw() < 0.25 ? 1 : draw() < 0.35 ? 2 : 3;
    const sex = draw() < 0.36 ? "female" : "male";
    const age = Math.max(0, Math.round(29 + 20 * bell()));
    const fare = Math.round(100 * ((4 + 60 * draw() * draw() * draw() * draw()) * (5 - 1.3 * cabin))) / 100;
    const survived = draw() < (sex === "female" ? 0.92 - 0.14 * cabin : 0.4 - 0.09 * cabin) ? 1 : 0;
    const height = Math.round(168 + 12 * bell() + (sex === "male" ? 9 : -4));
    add("passenger_id", row + 1);
    add("survived", survived);
    add("class", ["first", "second", "third"][cabin - 1] as string);
    add("name", `${SURNAMES[Math.floor(draw() * SURNAMES.length)]}, ${sex} passenger number ${row + 1}`);
    add("sex", sex);
    add("age", draw() < 0.2 ? null : age);
    add(ODD_NAMES.long, draw() < 0.68 ? 0 : Math.floor(1 + 5 * draw() * draw()));
    add("fare", fare);
    add("fare_in_pence", Math.round(240 * fare + 30 * bell()));
    add("cabin", draw() < 0.77 ? "" : `${"ABCDE"[Math.floor(5 * draw())]}${Math.floor(120 * draw())}`);
    add(
      "port",
      draw() < 0.01
        ? "?"
        : (["Southampton", "Cherbourg", "Queenstown"][Math.floor(3 * draw() * draw())] as string),
    );
    add("booked", dayOf(1911, Math.floor(70 + 200 * draw() ** 2)));
    add("lifeboat", survived === 1 ? "yes" : "no");
    add("ship", "Olympia");
    add(ODD_NAMES.markup, Math.round((height - 100 + 8 * bell()) * 10) / 10);
    add(ODD_NAMES.unicode, draw() < 0.04 ? "unknown" : height);
  }
  return columns;
}

const SURNAMES = ["Abel", "Björk", "Çelik", "Dvořák", "Évrard", "Fjeld", "O’Hara", "Wójcik"] as const;

function dayOf(year: number, day: number): string {
  return new Date(Date.UTC(year, 5, day)).toISOString().slice(0, 10);
}

/** A table as CSV, every text in quotation marks. */
export function toCsv(columns: Readonly<Record<string, readonly (string | number | null)[]>>): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const names = Object.keys(columns);
  const rows = Object.values(columns)[0]?.length ?? 0;
  const cell = (value: string | number | null | undefined): string =>
    typeof value === "string" ? quote(value) : String(value ?? "");
  const lines = Array.from({ length: rows }, (_, row) =>
    Object.values(columns)
      .map((values) => cell(values[row]))
      .join(","),
  );
  return `${[names.map(quote).join(","), ...lines].join("\n")}\n`;
}
