import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createProgressBar, drawBar, formatRate } from "./progress-bar.ts";

describe("the progress bar", () => {
  it("shows how far a run is and how long it still takes", () => {
    const draw = (done: number, seconds: number) =>
      drawBar({ label: "L2", done, total: 30_000, seconds }, 79);
    expect(draw(0, 0)).toBe(`L2  ${" ".repeat(28)}  0 %  0 / 30 000  0 s left`);
    expect(draw(11_400, 1.5)).toBe(`L2  ${"█".repeat(10)}▋${" ".repeat(17)} 38 %  11 400 / 30 000  3 s left`);
    expect(draw(30_000, 4)).toBe(`L2  ${"█".repeat(28)}100 %  30 000 / 30 000  0 s left`);
  });

  it("fits into the terminal: a shorter bar, then no counts, then a shorter label", () => {
    const run = { label: "dropout (keep 0.86, frozen mask)", done: 15_000, total: 30_000, seconds: 2 };
    expect(drawBar(run, 79)).toBe(
      "dropout (keep 0.86, frozen mask)  ██████▌       50 %  15 000 / 30 000  2 s left",
    );
    expect(drawBar(run, 60)).toBe("dropout (keep 0.86, frozen mask)  █████▌      50 %  2 s left");
    expect(drawBar(run, 40)).toBe("dropout…n mask)  ████     50 %  2 s left");
    for (const width of [79, 60, 49, 40, 30, 10])
      expect(drawBar(run, width).length).toBeLessThanOrEqual(width);
  });

  describe("that counts runs", () => {
    const runs = { label: "3 models", unit: "runs", total: 60 };

    it("tells how many of them a second are done, and how long the others still take", () => {
      expect(drawBar({ ...runs, done: 6, seconds: 0.5 }, 77)).toBe(
        `3 models  ${"█".repeat(2)}▊${" ".repeat(25)} 10 %  6 / 60  12 runs/s  5 s left`,
      );
      // Shares of runs that are at work count, too.
      expect(drawBar({ ...runs, done: 0.75, seconds: 3 }, 77)).toContain(
        "  1 %  0 / 60  0.25 runs/s  3 min 57 s left",
      );
      expect(drawBar({ ...runs, done: 60, seconds: 4.8 }, 77)).toContain(
        "100 %  60 / 60  12.5 runs/s  0 s left",
      );
    });

    it("speaks in minutes from two on, and in hours from two on", () => {
      const left = (done: number, seconds: number) =>
        / {2}([^ ]+ runs\/s) {2}(.*) left$/.exec(drawBar({ ...runs, done, seconds }, 90))?.slice(1);
      expect(left(30, 119)).toEqual(["0.25 runs/s", "119 s"]);
      expect(left(30, 120)).toEqual(["0.25 runs/s", "2 min"]);
      expect(left(30, 199.5)).toEqual(["0.15 runs/s", "3 min 20 s"]);
      expect(left(30, 7199)).toEqual(["0.0042 runs/s", "119 min 59 s"]);
      expect(left(30, 7500)).toEqual(["0.004 runs/s", "2 h 5 min"]);
      expect(left(1, 36_000)).toEqual(["0.000028 runs/s", "590 h 0 min"]);
    });

    it("leaves counts and rate out where they do not fit, and never grows beyond the terminal", () => {
      const far = { ...runs, done: 1234, total: 10_000, seconds: 7000 };
      expect(drawBar(far, 77)).toContain("1 234 / 10 000  0.18 runs/s  13 h 48 min left");
      expect(drawBar(far, 50)).toMatch(/^3 models {2}█+. +12 % {2}13 h 48 min left$/);
      fc.assert(
        fc.property(
          fc.double({ min: 1e-6, max: 1, noNaN: true }),
          fc.integer({ min: 1, max: 100_000 }),
          fc.double({ min: 0, max: 1e7, noNaN: true }),
          fc.integer({ min: 1, max: 200 }),
          (share, total, seconds, width) => {
            const line = drawBar({ ...runs, done: share * total, total, seconds }, width);
            expect(line.length).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/NaN|Infinity|undefined/);
          },
        ),
      );
    });
  });

  it("draws over itself, is cut to the terminal's width, and goes away when it is cleared", () => {
    const written: string[] = [];
    const terminal = { columns: 30, write: (text: string) => written.push(text) > 0 };
    const bar = createProgressBar(terminal as unknown as NodeJS.WriteStream);
    bar.start("no regularization");
    bar.update(1, 2);
    bar.update(2, 2);
    bar.clear();
    bar.clear();
    expect(written).toHaveLength(2);
    expect(written[0]).toHaveLength(27);
    expect(written[1]).toBe("\r\u001b[2K");
  });

  it("does nothing without a terminal", () => {
    const bar = createProgressBar(undefined);
    expect(() => {
      bar.start("x");
      bar.update(1, 2);
      bar.clear();
    }).not.toThrow();
  });
});

it.each([
  [0, "0"],
  [0.0123, "0.012"],
  [0.314, "0.31"],
  [9.96, "10"],
  [12.44, "12.4"],
  [99.96, "100"],
  [220.4, "220"],
  [12_345.6, "12 346"],
])("a rate of %f is told as %s: three digits at most, unless it is large", (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});
