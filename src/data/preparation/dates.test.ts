import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY, formatDate, parseDate } from "./dates.ts";

it("what is written is read as the same point in time, and as the platform's own calendar has it", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
      (date) => {
        expect(parseDate(formatDate(date.getTime()))).toBe(date.getTime());
        expect(parseDate(date.toISOString())).toBe(date.getTime());
      },
    ),
    { numRuns: 2000 },
  );
});

it("midnight is written as a day alone, and a time without needless digits", () => {
  expect(formatDate(0)).toBe("1970-01-01");
  expect(formatDate(-DAY)).toBe("1969-12-31");
  expect(formatDate(1000)).toBe("1970-01-01T00:00:01Z");
  expect(formatDate(-1)).toBe("1969-12-31T23:59:59.999Z");
});

it.each([
  "2023-02-29",
  "1900-02-29",
  "2024-13-01",
  "2024-00-10",
  "2024-04-31",
  "2024-01-01T24:00",
  "2024-01-01T10:60",
  "2024-01-01T10",
  "2024-1-1",
  "01.02.2024",
  "2024-02",
  "20240229",
  "",
])("%j is no date", (text) => expect(parseDate(text)).toBeNaN());
