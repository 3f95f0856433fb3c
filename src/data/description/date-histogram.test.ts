import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDate, parseDate } from "../preparation/dates.ts";
import { countDates } from "./date-histogram.ts";
import { MOST_BINS } from "./histogram.ts";

const DAY = 86_400_000;
const histogramOf = (dates: readonly string[]) => {
  const { edges, ...histogram } = countDates(Float64Array.from(dates, parseDate).toSorted());
  return { ...histogram, edges: edges.map(formatDate) };
};

describe("countDates", () => {
  it("counts days, weeks from Monday, months and years, as their range asks for", () => {
    expect(histogramOf(["2024-02-28", "2024-03-01", "2024-02-28"])).toEqual({
      step: "day",
      edges: ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"],
      counts: [2, 0, 1],
    });
    // 1 May 2024 was a Wednesday.
    expect(histogramOf(["2024-05-01", "2024-05-05", "2024-05-06", "2024-05-19"])).toEqual({
      step: "week",
      edges: ["2024-04-29", "2024-05-06", "2024-05-13", "2024-05-20"],
      counts: [2, 1, 1],
    });
    expect(histogramOf(["2023-11-30", "2024-02-01", "2024-02-29", "2024-01-31"])).toEqual({
      step: "month",
      edges: ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"],
      counts: [1, 0, 1, 2],
    });
    expect(histogramOf(["1899-12-31", "1904-06-01", "1902-01-01"])).toEqual({
      step: "2 years",
      edges: ["1898-01-01", "1900-01-01", "1902-01-01", "1904-01-01", "1906-01-01"],
      counts: [1, 0, 1, 1],
    });
  });

  it("counts parts of a day only where there are times of the day", () => {
    expect(histogramOf(["2024-02-29", "2024-02-29"])).toEqual({
      step: "day",
      edges: ["2024-02-29", "2024-03-01"],
      counts: [2],
    });
    expect(histogramOf(["2024-02-29T10:00", "2024-02-29T12:30", "2024-02-29T12:59:59.9"])).toEqual({
      step: "hour",
      edges: ["2024-02-29T10:00:00Z", "2024-02-29T11:00:00Z", "2024-02-29T12:00:00Z", "2024-02-29T13:00:00Z"],
      counts: [1, 0, 2],
    });
  });

  it("counts every point once, between dates of the calendar, whatever the points are", () => {
    const [first, last] = [parseDate("1600-01-01"), parseDate("2500-01-01")];
    const moment = fc.oneof(
      fc.integer({ min: first, max: last }),
      fc.integer({ min: 0, max: 5e10 }),
      fc.integer({ min: 0, max: 20_000 }).map((day) => day * DAY),
    );
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 200 }), (moments) => {
        const { edges, counts } = countDates(Float64Array.from(moments).toSorted());
        expect(counts.length).toBeLessThanOrEqual(MOST_BINS);
        expect(edges.length).toBe(counts.length + 1);
        expect(edges.map((edge) => parseDate(formatDate(edge)))).toEqual(edges);
        const expected = counts.map(
          (_, bin) =>
            moments.filter((each) => each >= (edges[bin] as number) && each < (edges[bin + 1] as number))
              .length,
        );
        expect(counts).toEqual(expected);
        expect([counts[0], counts.at(-1)]).not.toContain(0);
      }),
      { numRuns: 500 },
    );
  });

  it("bounds its bins also at the ends of time", () => {
    const { step, counts } = countDates(Float64Array.of(-8.64e15, 8.64e15));
    expect(step).toBe("50000 years");
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
