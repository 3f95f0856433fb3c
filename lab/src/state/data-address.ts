/** The data of a state in an address, by the names that the command line has. */

import type { ColumnChoice } from "wellfit";
import {
  type DataRecipe,
  DRAWN,
  type FileReading,
  isFile,
  isSource,
  ownDataset,
  type SampleSettings,
  sampleOptionsOf,
  type TargetKind,
} from "./data-recipe.ts";
import { formatPoints, parsePoints } from "./drawn-points.ts";
import { type Axes, firstState } from "./lab-state.ts";

const TARGET_KINDS: readonly string[] = ["classes", "number"] satisfies readonly TargetKind[];
const COLUMN_CHOICES: readonly string[] = [
  "number",
  "category",
  "boolean",
  "date",
  "drop",
] satisfies readonly ColumnChoice[];

/** A part of an address: its name and its value. */
export type AddressPart = readonly [name: string, value: string];

/** The parts that tell data and axes; what is at its default is left out. */
export function formatData(data: DataRecipe, axes: Axes | undefined): readonly AddressPart[] {
  const samples = sampleOptionsOf(data).flatMap(({ name, flag }): AddressPart[] => {
    const value = data.sample[name];
    return value === undefined ? [] : [[flag, String(value)]];
  });
  return [
    ...(data.source === firstState.data.source ? [] : [["data", data.source] as const]),
    ...(data.points === undefined ? [] : [["points", data.points] as const]),
    ...samples,
    ...formatReading(data.reading),
    ...(axes === undefined
      ? []
      : ([
          ["x", axes[0]],
          ["y", axes[1]],
        ] as const)),
  ];
}

/** What a person has said of a file, as parts. */
export function formatReading(reading: FileReading = {}): readonly AddressPart[] {
  const { target, targetType, columns = {} } = reading;
  return [
    ...(target === undefined ? [] : [["target", target] as const]),
    ...(targetType === undefined ? [] : [["target-type", targetType] as const]),
    ...Object.entries(columns).map(([name, choice]) => ["column", `${name}:${choice}`] as const),
  ];
}

/** The data that an address tells; what cannot be understood in it is left out. */
export function parseData(parts: URLSearchParams): DataRecipe {
  const source = parts.get("data") ?? "";
  const data = { source: isSource(source) ? source : firstState.data.source, sample: {} };
  if (data.source === DRAWN) return { ...data, points: formatPoints(parsePoints(parts.get("points") ?? "")) };
  if (isFile(data)) {
    const reading = parseReading(parts);
    return Object.keys(reading).length === 0 ? data : { ...data, reading };
  }
  return { ...data, sample: ownDataset(data) === undefined ? {} : parseSample(parts, data) };
}

/** The axes that an address tells. */
export function parseAxes(parts: URLSearchParams): Axes | undefined {
  const [x, y] = [parts.get("x"), parts.get("y")];
  return x === null || y === null ? undefined : [x, y];
}

function parseSample(parts: URLSearchParams, data: DataRecipe): SampleSettings {
  const given = sampleOptionsOf(data).flatMap(({ name, flag, range: [least, most] }) => {
    const value = Number(parts.get(flag) ?? Number.NaN);
    return value >= least && value <= most ? [[name, value]] : [];
  });
  return Object.fromEntries(given) as SampleSettings;
}

function parseReading(parts: URLSearchParams): FileReading {
  const target = parts.get("target");
  const targetType = parts.get("target-type") ?? "";
  const columns = parts.getAll("column").flatMap((text) => {
    const place = text.lastIndexOf(":");
    const choice = text.slice(place + 1);
    return place > 0 && COLUMN_CHOICES.includes(choice) ? [[text.slice(0, place), choice]] : [];
  });
  return {
    ...(target === null ? {} : { target }),
    ...(TARGET_KINDS.includes(targetType) ? { targetType: targetType as TargetKind } : {}),
    ...(columns.length === 0 ? {} : { columns: Object.fromEntries(columns) as Record<string, ColumnChoice> }),
  };
}
