import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Place } from "../state/address.ts";
import {
  type Axes,
  type LabState,
  presentSettings,
  withChange,
  withChangesFromStart,
  withOwnSetting,
  withSharedSetting,
} from "../state/lab-state.ts";
import { type Change, isLive, type LiveSetting, type SettingName } from "../state/settings.ts";
import { dataFinder, type OwnFiles } from "./own-files.ts";
import { type Progress, watchProgress } from "./progress.ts";
import type { Pace } from "./protocol.ts";
import { type Contestant, type LabPlace, RunKeeper } from "./run-keeper.ts";

/** Networks that learn side by side, and all that a person can do with them. */
export class Lab {
  readonly contestants: ReadonlySignal<readonly Contestant[]>;
  readonly progress: Progress;
  readonly isPlaying: ReadonlySignal<boolean>;
  /** Whether all runs wait for what is to come: at their end, or where they were stopped. */
  readonly isAtRest: ReadonlySignal<boolean>;
  /** What an address has to say to come back here. */
  readonly place: ReadonlySignal<Place>;
  /** Files of the person's own; they are in no state and no address. */
  readonly files: OwnFiles = new Map();
  readonly #state: Signal<LabState>;
  readonly #contestants: Signal<readonly Contestant[]> = signal([]);
  /** The iteration that all runs go to; Infinity is the end. */
  readonly #goal: Signal<number>;
  readonly #perSecond = signal(Infinity);
  readonly #shown: Signal<number | undefined> = signal(undefined);
  /** Whether runs were stopped, and it is not yet known where. */
  readonly #isSettling = signal(false);
  readonly #keeper: RunKeeper;

  /** A lab at a place that an address tells. */
  constructor(page: LabPlace, first: Place) {
    this.#state = signal(first.state);
    this.#goal = signal(first.iteration ?? Infinity);
    this.contestants = this.#contestants;
    this.progress = watchProgress(this.#contestants, this.#goal);
    const { isOver, isThere, iterations } = this.progress;
    this.isPlaying = computed(
      () => this.#goal.value === Infinity && !isOver.value && !this.#isSettling.value,
    );
    this.isAtRest = computed(() => isThere.value && !this.#isSettling.value);
    this.place = computed(() => ({
      state: this.#state.value,
      iteration: this.#goal.value === Infinity ? undefined : Math.min(this.#goal.value, iterations.value),
    }));
    this.#keeper = new RunKeeper(
      { ...page, findData: dataFinder(this.files) },
      {
        onFrame: () => this.#settle(),
        onChange: (id, change) => this.#addChange(id, change),
      },
    );
    this.#follow(first.state);
  }

  /** What a person has chosen. */
  get state(): ReadonlySignal<LabState> {
    return this.#state;
  }

  /** The iteration that is looked at; undefined is the last of each. */
  get shown(): ReadonlySignal<number | undefined> {
    return this.#shown;
  }

  /** Iterations per second at most. */
  get perSecond(): ReadonlySignal<number> {
    return this.#perSecond;
  }

  /** Goes on to the end; where that is reached, from the start again. */
  play(): void {
    if (this.progress.isOver.value) this.#begin(withChangesFromStart(this.#state.value), Infinity);
    else this.#goTo(Infinity);
  }

  /** Stops all runs; those that are behind come to the iteration of the one that is ahead. */
  pause(): void {
    this.#isSettling.value = true;
    for (const run of this.#keeper.runs) run.post({ type: "pause" });
  }

  /** Makes so many iterations more, Infinity for all that are left, as fast as the machine can. */
  step(iterations: number): void {
    this.#perSecond.value = Infinity;
    this.#goTo(this.progress.furthest.value + iterations);
  }

  /** Takes all runs back to their start: to the same first weights. */
  restart(): void {
    this.#begin(withChangesFromStart(this.#state.value), 0);
  }

  /** @param perSecond iterations per second at most */
  setPerSecond(perSecond: number): void {
    this.#perSecond.value = perSecond;
    this.#go();
  }

  /** Looks at another iteration; undefined is the last of each. */
  look(iteration: number | undefined): void {
    this.#shown.value = iteration;
    for (const run of this.#keeper.runs) run.post({ type: "show", iteration });
  }

  /** Goes on with another state: runs of which it says something else begin anew, and catch up with the others. */
  update(change: (state: LabState) => LabState): void {
    this.#follow(change(this.#state.value));
  }

  /**
   * Sets a setting of one variant, or, without an id, of all; where it can be done while runs go on, it is.
   * @param value undefined takes it back
   */
  set(name: SettingName, value: unknown, id?: number): void {
    if (isLive(name) && typeof value === "number" && this.#changeOnTheWay(name, value, id)) return;
    this.update((state) =>
      id === undefined ? withSharedSetting(state, name, value) : withOwnSetting(state, id, name, value),
    );
  }

  /** Shows other features, in runs as they are. */
  showAxes(axes: Axes | undefined): void {
    const { axes: _, ...state } = this.#state.value;
    this.#state.value = axes === undefined ? state : { ...state, axes };
    for (const run of this.#keeper.runs) run.post({ type: "axes", axes });
  }

  /** Goes to what an address says. */
  open({ state, iteration }: Place): void {
    this.#begin(state, iteration ?? Infinity);
  }

  /** Makes the runs those of a state. */
  #follow(state: LabState): void {
    batch(() => {
      this.#state.value = state;
      this.#contestants.value = this.#keeper.follow(state, this.#pace());
    });
  }

  /** Begins all runs anew, whatever they are of. */
  #begin(state: LabState, goal: number): void {
    batch(() => {
      this.#isSettling.value = false;
      this.#shown.value = undefined;
      this.#goal.value = goal;
      this.#keeper.forget();
      this.#follow(state);
    });
  }

  #goTo(goal: number): void {
    batch(() => {
      this.#isSettling.value = false;
      this.#goal.value = goal;
      this.look(undefined);
      this.#go();
    });
  }

  #go(): void {
    for (const run of this.#keeper.runs) run.go(this.#pace());
  }

  #pace(): Pace {
    return { until: this.#goal.value, perSecond: this.#perSecond.value };
  }

  /** Once all runs have stopped, brings them to the iteration of the one that is ahead. */
  #settle(): void {
    const frames = this.#contestants.value.map(({ run }) => run.present.value);
    if (!this.#isSettling.value || frames.some((frame) => frame?.isResting !== true)) return;
    this.#goTo(this.progress.furthest.value);
  }

  /** Changes a setting of runs that are under way. @returns whether all that it concerns were */
  #changeOnTheWay(name: LiveSetting, value: number, id: number | undefined): boolean {
    const concerned = this.#contestants.value.filter(({ variant }) =>
      id === undefined ? variant.own[name] === undefined : variant.id === id,
    );
    if (concerned.length === 0 || !concerned.every(isUnderWay)) return false;
    for (const { run, variant } of concerned) {
      const present = presentSettings(this.#state.value, variant)[name];
      if (present !== value) run.post({ type: "change", name, value });
    }
    return true;
  }

  /** Takes a change that a run has made into the state. */
  #addChange(id: number, change: Change): void {
    const state = withChange(this.#state.value, id, change);
    this.#keeper.accept(state, id);
    this.#follow(state);
  }
}

function isUnderWay({ run }: Contestant): boolean {
  const frame = run.present.value;
  return frame !== undefined && frame.iteration > 0 && frame.outcome === undefined;
}
