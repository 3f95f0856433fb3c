import type { DataRecipe } from "./data-recipe.ts";
import { type Change, type SettingName, type Settings, withChanges, withSetting } from "./settings.ts";

/** One of the networks side by side. */
export interface Variant {
  /** Its own in the page, never used again, so that what belongs to it stays its own. */
  readonly id: number;
  /** What sets it apart from what all share. */
  readonly own: Settings;
  /** What was changed while its present run went on. */
  readonly changes: readonly Change[];
}

/** All that a person has chosen, as a plain value: what the address of the page holds. */
export interface LabState {
  readonly data: DataRecipe;
  readonly shared: Settings;
  readonly variants: readonly Variant[];
  /** The features that pictures show, across and up, where there are more than two; they change no run. */
  readonly axes?: Axes;
}

/** The names of two features. */
export type Axes = readonly [across: string, up: string];

/** More than these side by side are too small to be read. */
export const MOST_VARIANTS = 4;

/** The article's three: no regularization, L2, and dropout. */
export const firstState: LabState = {
  data: { source: "football", sample: {} },
  shared: {},
  variants: [
    { id: 1, own: {}, changes: [] },
    { id: 2, own: { lambda: 0.7 }, changes: [] },
    { id: 3, own: { keepProbability: 0.86 }, changes: [] },
  ],
};

/** The settings that a variant's run begins with. */
export function settingsOf({ shared }: Pick<LabState, "shared">, variant: Variant): Settings {
  return { ...shared, ...variant.own };
}

/** The settings that a variant's run has now, with what was changed on the way. */
export function presentSettings(state: LabState, variant: Variant): Settings {
  return withChanges(settingsOf(state, variant), variant.changes);
}

/** The state with what was changed on the way as settings from the start: so the next runs begin. */
export function withChangesFromStart(state: LabState): LabState {
  const variants = state.variants.map((variant) => ({
    ...variant,
    own: withChanges(variant.own, variant.changes),
    changes: [],
  }));
  return { ...state, variants };
}

/** The state with one variant as another value of it. */
export function withVariant(state: LabState, id: number, change: (variant: Variant) => Variant): LabState {
  return {
    ...state,
    variants: state.variants.map((variant) => (variant.id === id ? change(variant) : variant)),
  };
}

/** The state with a change that a variant's run has made on the way; of one moment, the last counts. */
export function withChange(state: LabState, id: number, change: Change): LabState {
  return withVariant(state, id, (variant) => ({
    ...variant,
    changes: [...variant.changes.filter(({ iteration }) => iteration !== change.iteration), change],
  }));
}

/** The state with other data, whose features are others too. */
export function withData({ shared, variants }: LabState, data: DataRecipe): LabState {
  return { data, shared, variants };
}

/** The state with a setting of one variant, from the start of its run; undefined makes it what all share. */
export function withOwnSetting(state: LabState, id: number, name: SettingName, value: unknown): LabState {
  return withVariant(state, id, (variant) => ({
    ...variant,
    own: withSetting(withChanges(variant.own, variant.changes), name, value),
    changes: [],
  }));
}

/** The state with a setting that all share, from the start of their runs. What a variant has of its own stays. */
export function withSharedSetting(state: LabState, name: SettingName, value: unknown): LabState {
  const restarted = withChangesFromStart(state);
  return { ...restarted, shared: withSetting(restarted.shared, name, value) };
}

/** The state with one more variant behind a given one, equal to it. */
export function withDuplicate(state: LabState, id: number): LabState {
  const { variants } = state;
  const place = variants.findIndex((variant) => variant.id === id);
  const original = variants[place];
  if (original === undefined || variants.length >= MOST_VARIANTS) return state;
  const copy = { ...original, id: Math.max(...variants.map((variant) => variant.id)) + 1 };
  return { ...state, variants: variants.toSpliced(place + 1, 0, copy) };
}

/** The state without one of its variants; the last one stays. */
export function withoutVariant(state: LabState, id: number): LabState {
  if (state.variants.length === 1) return state;
  return { ...state, variants: state.variants.filter((variant) => variant.id !== id) };
}
