import { describe, expect, it } from "vitest";
import {
  formatAlike,
  formatBriefly,
  formatClass,
  formatCost,
  formatCount,
  formatFeature,
  formatIndex,
  formatNorm,
  formatNumber,
  formatPercent,
  formatPlural,
  formatPoints,
  formatScore,
  shorten,
} from "./number-format.ts";

it("numbers have a real minus sign and no needless digits", () => {
  expect([0.7, -12, 0.1 + 0.2, -1e-7, 123456789, 1e30].map((value) => formatNumber(value))).toEqual([
    "0.7",
    "−12",
    "0.3",
    "−1e−7",
    "123457000",
    "1e30",
  ]);
});

it("shares, costs and counts have forms that line up", () => {
  expect(formatPercent(0.9478672985781991)).toBe("94.8 %");
  expect([0.13851642, 0, 3e-9, 4.2e150, Number.NaN].map(formatCost)).toEqual([
    "0.1385",
    "0",
    "3.0e−9",
    "4.2e150",
    "not finite",
  ]);
  expect([7, 1234, 30_000, 1_000_000].map(formatCount)).toEqual(["7", "1 234", "30 000", "1 000 000"]);
  expect([1, 2, 1000].map((count) => formatPlural(count, "feature"))).toEqual([
    "1 feature",
    "2 features",
    "1 000 features",
  ]);
});

it("only what is all is 100.0 % and only what is none is 0.0 %", () => {
  const shares = [1, 0.9995, 0.99997, 1 - 1e-9, 1e-5, 0.0004, 0];
  expect(shares.map(formatPercent)).toEqual([
    "100.0 %",
    "99.95 %",
    "99.997 %",
    "99.9999999 %",
    "0.001 %",
    "0.04 %",
    "0.0 %",
  ]);
  expect([1 - 2 ** -53, Number.NaN].map(formatPercent)).toEqual(["100.0 %", "NaN %"]);
});

it("sizes of weights have two decimals, and an exponent where these would say nothing", () => {
  const norms = [20.41, 3.1249, 0.005, 0, 1.2e-9, 9999.99, 9999.996, 161_432, 7e154, Infinity];
  expect(norms.map(formatNorm)).toEqual([
    "20.41",
    "3.12",
    "0.01",
    "0",
    "1.2e−9",
    "9999.99",
    "1.0e4",
    "1.6e5",
    "7.0e154",
    "not finite",
  ]);
});

it("a feature that ends in a number gets it as an index", () => {
  expect(["x1", "x12", "x01", "age", "x_1", "co2"].map(formatFeature)).toEqual([
    "x₁",
    "x₁₂",
    "x₀₁",
    "age",
    "x_1",
    "co2",
  ]);
  expect([1, 20].map(formatIndex)).toEqual(["₁", "₂₀"]);
});

it("a difference of shares is in points, and what rounding leaves of none is none", () => {
  expect([0.031, -0.0004, 0.12345, 2e-18, -1e-13, 0].map(formatPoints)).toEqual([
    "3.1",
    "−0.04",
    "12.3",
    "0.0",
    "0.0",
    "0.0",
  ]);
});

it("a class that is a number is not read as a value, and a long name is shortened", () => {
  expect(["1", "-0.5", "yes", "", "a class whose name goes on and on"].map(formatClass)).toEqual([
    "class 1",
    "class -0.5",
    "yes",
    'class ""',
    "a class whos…s on and on",
  ]);
});

it("a shortened text keeps its ends and never half a character", () => {
  expect([shorten("abcdefgh", 8), shorten("abcdefgh", 5), shorten("😀😀😀😀", 3), shorten("abc", 1)]).toEqual(
    ["abcdefgh", "ab…gh", "😀…😀", "…"],
  );
});

it("a score is not rounded to 0 or 1 unless it is", () => {
  expect([0.95349, 1, 0, 0.99996, 0.00004, -0.25, Number.NaN].map(formatScore)).toEqual([
    "0.953",
    "1.000",
    "0.000",
    "0.99996",
    "0.00004",
    "−0.250",
    "none",
  ]);
});

describe("numbers that are read together", () => {
  it("have as many decimals as the largest needs for its digits", () => {
    expect(formatAlike([0.6912, 0.65008, 0.73441])).toEqual(["0.6912", "0.6501", "0.7344"]);
    expect(formatAlike([1204.4, 1132.6, 0.2])).toEqual(["1204", "1133", "0.2"]);
    expect(formatAlike([-0.0278, -0.0635, 0.0079], 3)).toEqual(["−0.0278", "−0.0635", "0.0079"]);
    expect(formatAlike([9.9996, 1], 4)).toEqual(["10.00", "1.00"]);
  });

  it("have exponents where they are very large or small, and say where one is none", () => {
    expect(formatAlike([3.2e9, 1e8, 12], 3)).toEqual(["3.20e9", "0.10e9", "10"]);
    expect(formatAlike([3485012, 12])).toEqual(["3485012", "12"]);
    expect(formatAlike([3.2e-7, -1e-7], 3)).toEqual(["3.20e−7", "−1.00e−7"]);
    expect(formatAlike([0, 5, Infinity])).toEqual(["0", "5.000", "not finite"]);
    expect(formatAlike([])).toEqual([]);
  });
});

it("numbers in cells of several have four digits, and an exponent where they are very large or small", () => {
  const numbers = [0, -2.34567, 1234567, 12345678, 0.001, -0.00012345, 1e-300];
  expect(numbers.map(formatBriefly)).toEqual([
    "0",
    "−2.346",
    "1235000",
    "1.23e7",
    "0.001",
    "−1.23e−4",
    "1.00e−300",
  ]);
});
