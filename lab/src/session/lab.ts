import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Place } from "../state/address.ts";
import {
  type LabState,
  presentSettings,
  settingsOf,
  type Variant,
  withChangesFromStart,
  withOwnSetting,
  withSharedSetting,
  withVariant,
} from "../state/lab-state.ts";
import type { Change, LiveSetting, SettingName } from "../state/settings.ts";
import { isLive } from "../state/settings.ts";
import { createVariantRun, type RunPlace, type VariantRun } from "./variant-run.ts";

/** What a lab needs of the page that it is in. */
export interface LabPlace extends Pick<RunPlace, "startWorker" | "atNextPicture"> {
  /** The page's own address. */
  readonly base: string;
}

/** A variant with its run. */
export interface Contestant {
  readonly variant: Variant;
  readonly run: VariantRun;
}

/** Networks that learn side by side, and all that a person can do with them. */
export interface Lab {
  readonly state: ReadonlySignal<LabState>;
  readonly contestants: ReadonlySignal<readonly Contestant[]>;
  /** How many iterations have been made: by the one that is behind of those that go on, or by the longest run. */
  readonly iteration: ReadonlySignal<number>;
  /** How many the longest run has. */
  readonly iterations: ReadonlySignal<number>;
  /** The iteration that is looked at; undefined is the last of each. */
  readonly shown: ReadonlySignal<number | undefined>;
  readonly isPlaying: ReadonlySignal<boolean>;
  /** Whether all runs have ended. */
  readonly isOver: ReadonlySignal<boolean>;
  /** Whether all runs wait for what is to come: at their end, or where they were stopped. */
  readonly isAtRest: ReadonlySignal<boolean>;
  /** Iterations per second at most. */
  readonly perSecond: ReadonlySignal<number>;
  /** What an address has to say to come back here. */
  readonly place: ReadonlySignal<Place>;
  readonly play: () => void;
  readonly pause: () => void;
  /** Makes so many iterations more, Infinity for all that are left, as fast as the machine can. */
  readonly step: (iterations: number) => void;
  /** Begins all runs again, from the same first weights. */
  readonly restart: () => void;
  readonly setPerSecond: (perSecond: number) => void;
  /** Looks at another iteration. */
  readonly look: (iteration: number | undefined) => void;
  /** Goes on with another state: runs of which it says something else begin anew, and catch up with the others. */
  readonly update: (change: (state: LabState) => LabState) => void;
  /** Sets a setting of one variant, or, without an id, of all; where it can be done while a run goes on, it is. */
  readonly set: (name: SettingName, value: unknown, id?: number) => void;
  /** Goes to what an address says. */
  readonly open: (place: Place) => void;
}

/** A lab at a place that an address tells. */
export function createLab(page: LabPlace, first: Place): Lab {
  const state = signal(first.state);
  const goal = signal(first.iteration ?? Infinity);
  const perSecond = signal(Infinity);
  const shown = signal<number | undefined>(undefined);
  const runs = new Map<number, { readonly run: VariantRun; key: string }>();
  const contestants = signal<readonly Contestant[]>([]);
  const isSettling = signal(false);

  const frames = computed(() => contestants.value.map(({ run }) => run.present.value));
  const iterations = computed(() =>
    Math.max(1, ...contestants.value.map(({ run }) => run.started.value?.iterations ?? 1)),
  );
  const furthest = (): number => Math.max(0, ...frames.value.map((frame) => frame?.iteration ?? 0));
  const iteration = computed(() => {
    const going = frames.value.filter((frame) => frame?.outcome === undefined);
    return going.length === 0 ? furthest() : Math.min(...going.map((frame) => frame?.iteration ?? 0));
  });
  const isOver = computed(() => frames.value.every((frame) => frame?.outcome !== undefined));
  const isPlaying = computed(() => goal.value === Infinity && !isOver.value && !isSettling.value);
  const isAtRest = computed(
    () =>
      !isSettling.value &&
      contestants.value.every(({ run }) => {
        const [frame, started] = [run.present.value, run.started.value];
        if (frame === undefined || started === undefined || !frame.isResting) return false;
        return frame.outcome !== undefined || frame.iteration >= Math.min(goal.value, started.iterations);
      }),
  );
  const go = (): void => {
    for (const { run } of runs.values()) run.go({ until: goal.value, perSecond: perSecond.value });
  };

  /** Where one is paused, all are brought to the iteration of the one that is ahead. */
  const settle = (): void => {
    if (!isSettling.value || frames.value.some((frame) => frame?.isResting !== true)) return;
    isSettling.value = false;
    goal.value = furthest();
    go();
  };
  const addChange = (id: number, change: Change): void => {
    const next = withVariant(state.value, id, (variant) => ({
      ...variant,
      changes: [...variant.changes.filter((other) => other.iteration !== change.iteration), change],
    }));
    const entry = runs.get(id);
    const variant = next.variants.find((other) => other.id === id);
    if (entry === undefined || variant === undefined) return;
    entry.key = keyOf(next, variant);
    apply(next);
  };
  const createRun = (id: number): VariantRun =>
    createVariantRun({ ...page, onFrame: settle, onChange: (change) => addChange(id, change) });

  /** Makes the runs those of a state. */
  const apply = (next: LabState): void => {
    batch(() => {
      state.value = next;
      for (const [id, { run }] of runs) {
        if (next.variants.some((variant) => variant.id === id)) continue;
        run.end();
        runs.delete(id);
      }
      for (const variant of next.variants) startWhereNew(next, variant);
      contestants.value = next.variants.map((variant) => ({
        variant,
        run: (runs.get(variant.id) as { run: VariantRun }).run,
      }));
    });
  };
  const startWhereNew = (next: LabState, variant: Variant): void => {
    const key = keyOf(next, variant);
    const entry = runs.get(variant.id) ?? { run: createRun(variant.id), key: "" };
    runs.set(variant.id, entry);
    if (entry.key === key) return;
    entry.key = key;
    entry.run.start({
      data: next.data,
      base: page.base,
      settings: settingsOf(next, variant),
      changes: variant.changes,
      until: goal.value,
      perSecond: perSecond.value,
    });
  };
  const setGoal = (value: number): void => {
    isSettling.value = false;
    shown.value = undefined;
    goal.value = value;
    for (const { run } of runs.values()) run.post({ type: "show", iteration: undefined });
    go();
  };
  /** Begins all runs again, whatever they are of. */
  const startAll = (next: LabState, until: number): void => {
    isSettling.value = false;
    shown.value = undefined;
    goal.value = until;
    for (const entry of runs.values()) entry.key = "";
    apply(next);
  };
  const isUnderWay = ({ run }: Contestant): boolean => {
    const frame = run.present.value;
    return frame !== undefined && frame.iteration > 0 && frame.outcome === undefined;
  };
  const changeLive = (name: LiveSetting, value: number, ids: readonly number[]): boolean => {
    const chosen = contestants.value.filter(({ variant }) => ids.includes(variant.id));
    if (chosen.length === 0 || !chosen.every(isUnderWay)) return false;
    for (const { run, variant } of chosen)
      if (presentSettings(state.value, variant)[name] !== value) run.post({ type: "change", name, value });
    return true;
  };

  const lab: Lab = {
    state,
    contestants,
    iteration,
    iterations,
    shown,
    isPlaying,
    isOver,
    isAtRest,
    perSecond,
    place: computed(() => ({
      state: state.value,
      iteration: goal.value === Infinity ? undefined : Math.min(goal.value, iterations.value),
    })),
    play: () => {
      if (isOver.value) startAll(withChangesFromStart(state.value), Infinity);
      else setGoal(Infinity);
    },
    pause: () => {
      isSettling.value = true;
      for (const { run } of runs.values()) run.post({ type: "pause" });
    },
    step: (count) => {
      perSecond.value = Infinity;
      setGoal(furthest() + count);
    },
    restart: () => startAll(withChangesFromStart(state.value), 0),
    setPerSecond: (value) => {
      perSecond.value = value;
      go();
    },
    look: (value) => {
      shown.value = value;
      for (const { run } of runs.values()) run.post({ type: "show", iteration: value });
    },
    update: (change) => apply(change(state.value)),
    set: (name, value, id) => {
      const followers = state.value.variants
        .filter(({ own }) => own[name] === undefined)
        .map((variant) => variant.id);
      const isChanged =
        isLive(name) &&
        typeof value === "number" &&
        changeLive(name, value, id === undefined ? followers : [id]);
      if (isChanged) return;
      const { value: present } = state;
      apply(
        id === undefined ? withSharedSetting(present, name, value) : withOwnSetting(present, id, name, value),
      );
    },
    open: (place) => startAll(place.state, place.iteration ?? Infinity),
  };
  apply(first.state);
  return lab;
}

/** What decides about a variant's run, as text. */
function keyOf(state: LabState, variant: Variant): string {
  return JSON.stringify([state.data, settingsOf(state, variant), variant.changes]);
}
