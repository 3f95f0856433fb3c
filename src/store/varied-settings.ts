import type { TrainSettings } from "../train/options.ts";

type Entries = Readonly<Record<string, unknown>>;

/** What a trial keeps: what it has otherwise, or all its settings as entries where that would change their order. */
type Varied = Entries | [string, unknown][];

/**
 * What settings have otherwise than those that all trials of a study share, as JSON: a fraction of all. What they lack is
 * null there, which no setting is.
 */
export function toVaried(settings: TrainSettings, shared: TrainSettings): string {
  const own = JSON.parse(JSON.stringify(settings)) as Entries;
  const usual = shared as Entries;
  const names = [...new Set([...Object.keys(own), ...Object.keys(usual)])];
  const differing = names.filter((name) => JSON.stringify(own[name]) !== JSON.stringify(usual[name]));
  const varied = Object.fromEntries(differing.map((name) => [name, own[name] ?? null]));
  const isWhole = JSON.stringify(merge(shared, varied)) === JSON.stringify(own);
  return JSON.stringify(isWhole ? varied : Object.entries(own));
}

/** The complete settings again, in their order. @param varied the value of what {@link toVaried} wrote */
export function withVaried(shared: TrainSettings, varied: unknown): TrainSettings {
  return merge(shared, varied as Varied) as TrainSettings;
}

function merge(shared: TrainSettings, varied: Varied): Entries {
  if (Array.isArray(varied)) return Object.fromEntries(varied);
  const settings: Record<string, unknown> = { ...shared, ...varied };
  for (const [name, value] of Object.entries(varied)) if (value === null) delete settings[name];
  return settings;
}
