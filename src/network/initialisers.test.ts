import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { Matrix } from "../base/matrix.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import { parseOptions } from "../base/options.ts";
import { createInitialParameters } from "./initial-parameters.ts";
import { INITIALISER_NAMES, type InitialiserName, initialiserOption, initialisers } from "./initialisers.ts";
import { createLayout } from "./layout.ts";

const ROWS = 150;
const COLUMNS = 80;

const draw = (name: InitialiserName, rows: number, columns: number, seed = 7): Float64Array =>
  initialisers[name].draw(rows, columns, counterRandom(seed, "weights", 1));

const momentOf = (values: Float64Array, power: number): number =>
  values.reduce((sum, value) => sum + value ** power, 0) / values.length;

describe("drawn weights", () => {
  it.each<[InitialiserName, number]>([
    ["article", 1 / COLUMNS],
    ["he-normal", 2 / COLUMNS],
    ["he-uniform", 2 / COLUMNS],
    ["xavier-normal", 2 / (ROWS + COLUMNS)],
    ["xavier-uniform", 2 / (ROWS + COLUMNS)],
    ["lecun-normal", 1 / COLUMNS],
    ["lecun-uniform", 1 / COLUMNS],
  ])(
    "%s has mean 0, variance %f and the fourth moment of its shape, within 3 standard errors",
    (name, variance) => {
      const values = draw(name, ROWS, COLUMNS);
      const count = ROWS * COLUMNS;
      // E x⁴ = 3σ⁴ of a normal, 9/5·σ⁴ of a uniform; var(x²) = E x⁴ − σ⁴.
      const kurtosis = name.endsWith("uniform") ? 9 / 5 : 3;
      const deviation = Math.sqrt(variance);
      expect(Math.abs(momentOf(values, 1))).toBeLessThan((3 * deviation) / Math.sqrt(count));
      const errorOfVariance = variance * Math.sqrt((kurtosis - 1) / count);
      expect(Math.abs(momentOf(values, 2) - variance)).toBeLessThan(3 * errorOfVariance);
      expect(momentOf(values, 4) / momentOf(values, 2) ** 2).toBeCloseTo(kurtosis, 0);
    },
  );

  it.each<[InitialiserName, number]>([
    ["he-uniform", Math.sqrt(6 / COLUMNS)],
    ["xavier-uniform", Math.sqrt(6 / (ROWS + COLUMNS))],
    ["lecun-uniform", Math.sqrt(3 / COLUMNS)],
  ])("%s stays within its bounds and comes near them", (name, bound) => {
    const values = draw(name, ROWS, COLUMNS);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    expect(least).toBeGreaterThanOrEqual(-bound);
    expect(most).toBeLessThanOrEqual(bound);
    expect(least).toBeLessThan(-0.99 * bound);
    expect(most).toBeGreaterThan(0.99 * bound);
  });

  it("normal ones are not truncated: some lie beyond 2 deviations, as many as should", () => {
    const values = draw("he-normal", ROWS, COLUMNS);
    const beyond = values.filter((value) => Math.abs(value) > 2 * Math.sqrt(2 / COLUMNS)).length;
    expect(beyond / values.length).toBeCloseTo(0.0455, 2);
  });

  it.each([
    [1, 1],
    [1, 7],
    [7, 1],
    [30, 30],
    [20, 50],
    [50, 20],
  ])("orthogonal: the shorter side of %i×%i is orthonormal to 1e-12", (rows, columns) => {
    const weights = new Matrix(rows, columns, draw("orthogonal", rows, columns));
    const product = rows <= columns ? weights.dot(weights.transpose()) : weights.transpose().dot(weights);
    for (let i = 0; i < product.rows; i++) {
      for (let j = 0; j < product.rows; j++) {
        expect(Math.abs(product.at(i, j) - (i === j ? 1 : 0))).toBeLessThan(1e-12);
      }
    }
  });

  it("orthogonal is the Q of the drawn normals whose R is triangular with a positive diagonal", () => {
    const [rows, columns] = [12, 9];
    const drawn = counterRandom(7, "weights", 1).randn(rows, columns);
    const q = new Matrix(rows, columns, draw("orthogonal", rows, columns));
    const r = q.transpose().dot(drawn);
    for (let i = 0; i < columns; i++) {
      expect(r.at(i, i)).toBeGreaterThan(0);
      for (let j = 0; j < i; j++) expect(Math.abs(r.at(i, j))).toBeLessThan(1e-12);
    }
    const product = q.dot(r);
    product.data.forEach((value, i) => {
      expect(value).toBeCloseTo(drawn.data[i] as number, 12);
    });
  });

  it("orthogonal keeps its accuracy where rows are nearly dependent", () => {
    const base = counterRandom(5, "data").randn(6);
    let row = -1;
    const nearly = {
      ...counterRandom(1, "data"),
      randn: (rows: number, columns: number) => {
        const noise = counterRandom(2, "data").randn(rows, columns);
        noise.data.forEach((value, i) => {
          if (i % columns === 0) row++;
          noise.data[i] = (base[i % columns] as number) + 1e-9 * value;
        });
        return noise;
      },
    } as ReturnType<typeof counterRandom>;
    const q = new Matrix(5, 6, initialisers.orthogonal.draw(5, 6, nearly));
    expect(row).toBe(4);
    const product = q.dot(q.transpose());
    product.data.forEach((value, i) => {
      expect(Math.abs(value - (i % 6 === 0 ? 1 : 0))).toBeLessThan(1e-12);
    });
  });

  it("zeros are zeros", () => {
    expect([...draw("zeros", 2, 3)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("first parameters", () => {
  const layout = createLayout({ inputs: 4, hiddenLayers: [5, 3], activation: "relu" });

  it("are the article's by default: normals divided by √n, row after row, biases 0", () => {
    const expected = numpyRandom(3);
    const random = numpyRandom(3);
    const parameters = createInitialParameters(layout, () => random);
    const oracle = layout.entries.flatMap(({ kind, length, columns }) =>
      Array.from({ length }, () => (kind === "weight" ? expected.randn() / Math.sqrt(columns) : 0)),
    );
    expect([...parameters]).toEqual(oracle);
    expect(createInitialParameters(layout, (layer) => counterRandom(1, "weights", layer), "article")).toEqual(
      createInitialParameters(layout, (layer) => counterRandom(1, "weights", layer)),
    );
  });

  it.each(INITIALISER_NAMES)("%s fills every layer from its own numbers, and biases with 0", (name) => {
    const parameters = createInitialParameters(layout, (layer) => counterRandom(9, "weights", layer), name);
    for (const { kind, layer, offset, length, rows, columns } of layout.entries) {
      const drawn = initialisers[name].draw(rows, columns, counterRandom(9, "weights", layer));
      expect(parameters.subarray(offset, offset + length)).toEqual(
        kind === "weight" ? drawn : new Float64Array(length),
      );
    }
  });

  it("an initialiser that there is none of is refused with the names", () => {
    const table = v.strictObject({ initialiser: v.optional(initialiserOption, "article") });
    expect(parseOptions(table, {})).toEqual({ initialiser: "article" });
    expect(() => parseOptions(table, { initialiser: "he" })).toThrow(
      `initialiser: expected one of ${INITIALISER_NAMES.join(", ")}, got "he".`,
    );
  });
});
