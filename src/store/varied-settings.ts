import type { TrainSettings } from "../train/options.ts";

type Entries = Readonly<Record<string, unknown>>;

/**
 * What settings have otherwise than those that all trials of a study share, as JSON with sorted names: a fraction of
 * all, and equal for equal settings. What they lack is null there, which no setting is.
 */
export function toVaried(settings: TrainSettings, shared: TrainSettings): string {
  const [own, usual] = [settings as Entries, shared as Entries];
  const names = [...new Set([...Object.keys(own), ...Object.keys(usual)])];
  const varied = names.filter((name) => JSON.stringify(own[name]) !== JSON.stringify(usual[name])).toSorted();
  return JSON.stringify(Object.fromEntries(varied.map((name) => [name, own[name] ?? null])));
}

/** The complete settings again. @param varied the value of what {@link toVaried} wrote */
export function withVaried(shared: TrainSettings, varied: Entries): TrainSettings {
  const settings: Record<string, unknown> = { ...shared, ...varied };
  for (const [name, value] of Object.entries(varied)) if (value === null) delete settings[name];
  return settings as TrainSettings;
}

/** The same text for trials that differ in the seed alone, which every run has for itself. */
export function withoutSeed(varied: string): string {
  const { seed: _, ...others } = JSON.parse(varied) as Entries;
  return JSON.stringify(others);
}
