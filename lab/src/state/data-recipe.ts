import type { ColumnChoice, DatasetName } from "wellfit";

/** What a generator is asked for, and how its points are divided, by the names that the command line has for it. */
export interface SampleSettings {
  readonly examples?: number;
  readonly noise?: number;
  readonly classes?: number;
  readonly dataSeed?: number;
}

/** What a person has said of a file's columns; what is left out is found out. */
export interface FileReading {
  /** The name of the column that is predicted. */
  readonly target?: string;
  readonly targetType?: TargetKind;
  readonly columns?: Readonly<Record<string, ColumnChoice>>;
}

/** What the page can learn to predict. */
export type TargetKind = "classes" | "number";

/**
 * Where the points come from: one of wellfit's own data sets, points that a person has drawn, a file of the person's own, or
 * one that the server has beside the page.
 */
export interface DataRecipe {
  /**
   * The name of a data set, {@link DRAWN}, a file of a person's own by hash and name, "file:0123456789abcdef/points.csv", or
   * an address relative to the page: "data/points.csv".
   */
  readonly source: string;
  readonly sample: SampleSettings;
  /** The points that were drawn, as text. */
  readonly points?: string;
  /** How a file is read. */
  readonly reading?: FileReading;
}

/** The source of points that a person has drawn. */
export const DRAWN = "points";

/** What the source of a person's own file begins with. */
const OWN_FILE = "file:";

/** One setting of a generator. */
export interface SampleOption {
  readonly name: keyof SampleSettings;
  /** Its flag on the command line, without dashes, and its name in the address. */
  readonly flag: string;
  readonly range: readonly [least: number, most: number];
  readonly step: number;
  /** What it is unless it is set; undefined where that depends on the generator. */
  readonly usual: number | undefined;
  /** Whether a data set has it. */
  readonly appliesTo: (name: DatasetName) => boolean;
}

/** The data sets of wellfit's own, in the order in which they are offered, and whether they are made anew as one likes. */
const generated: Readonly<Record<DatasetName, boolean>> = {
  football: false,
  moons: true,
  circles: true,
  spirals: true,
  xor: true,
  blobs: true,
};

/** The names of the data sets of wellfit's own. */
export const datasetNames = Object.keys(generated) as readonly DatasetName[];

const isGenerated = (name: DatasetName): boolean => generated[name];

/** The settings of generators, in the order in which they are shown. */
const sampleOptions: readonly SampleOption[] = [
  { name: "examples", flag: "examples", range: [50, 5000], step: 50, usual: 400, appliesTo: isGenerated },
  {
    name: "noise",
    flag: "noise",
    range: [0, 0.5],
    step: 0.01,
    usual: undefined,
    appliesTo: (name) => isGenerated(name) && name !== "blobs",
  },
  {
    name: "classes",
    flag: "classes",
    range: [2, 6],
    step: 1,
    usual: 2,
    appliesTo: (name) => name === "blobs",
  },
  { name: "dataSeed", flag: "data-seed", range: [0, 999], step: 1, usual: 3, appliesTo: isGenerated },
];

/** The data set of wellfit's own that a recipe names; undefined for a file. */
export function ownDataset({ source }: DataRecipe): DatasetName | undefined {
  return datasetNames.find((name) => name === source);
}

/** Whether a text can be the source of a recipe: nothing leads anywhere but to the data beside the page. */
export function isSource(text: string): boolean {
  const isNamed = text === DRAWN || datasetNames.some((name) => name === text);
  return isNamed || /^(?:data|file:[\da-f]{16})\/[^/]+$/.test(text);
}

/** The settings of a recipe's generator; none for a file. */
export function sampleOptionsOf(recipe: DataRecipe): readonly SampleOption[] {
  const name = ownDataset(recipe);
  return name === undefined ? [] : sampleOptions.filter(({ appliesTo }) => appliesTo(name));
}

/** The source of a person's own file. @param hash of its bytes */
export function ownFileSource(hash: string, name: string): string {
  return `${OWN_FILE}${hash}/${name}`;
}

/** A file that a person has given to the page, which no address can hold. */
export function isOwnFile({ source }: DataRecipe): boolean {
  return source.startsWith(OWN_FILE);
}

/** Whether the data come from a file, a person's own or one that the server has. */
export function isFile(recipe: DataRecipe): boolean {
  return recipe.source !== DRAWN && ownDataset(recipe) === undefined;
}

/** The name of a recipe's file, without its folder. */
export function fileNameOf({ source }: DataRecipe): string {
  return source.slice(source.lastIndexOf("/") + 1);
}
