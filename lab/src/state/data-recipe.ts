import type { DatasetName } from "wellfit";

/** What a generator is asked for, and how its points are divided, by the names that the command line has for it. */
export interface SampleSettings {
  readonly examples?: number;
  readonly noise?: number;
  readonly classes?: number;
  readonly dataSeed?: number;
}

/** Where the points come from: one of wellfit's own data sets, or a file that the server has beside the page. */
export interface DataRecipe {
  /** The name of a data set, or an address relative to the page: "data/points.csv". */
  readonly source: string;
  readonly sample: SampleSettings;
}

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
  return datasetNames.some((name) => name === text) || /^data\/[^/]+$/.test(text);
}

/** The settings of a recipe's generator; none for a file. */
export function sampleOptionsOf(recipe: DataRecipe): readonly SampleOption[] {
  const name = ownDataset(recipe);
  return name === undefined ? [] : sampleOptions.filter(({ appliesTo }) => appliesTo(name));
}
