import type { DataRecipe } from "../state/data-recipe.ts";
import { type LabState, settingsOf, type Variant } from "../state/lab-state.ts";
import type { Change } from "../state/settings.ts";
import type { Pace } from "./protocol.ts";
import { type RunPlace, VariantRun } from "./variant-run.ts";

/** What a lab needs of the page that it is in. */
export interface LabPlace extends Pick<RunPlace, "startWorker" | "atNextPicture"> {
  /** The page's own address. */
  readonly base: string;
}

/** Where a person's own data are, which no state holds. */
export interface DataPlace {
  readonly findData: FindData;
}

/** The person's own file for a recipe, and whether there is all that a run needs. */
export type FindData = (data: DataRecipe) => { readonly file: Blob | undefined; readonly isThere: boolean };

/** A variant with its run. */
export interface Contestant {
  readonly variant: Variant;
  readonly run: VariantRun;
}

/** What is told of runs. */
export interface RunNews {
  readonly onFrame: () => void;
  readonly onChange: (id: number, change: Change) => void;
}

/** In place of what a run is of, while its data are not there. */
const WAITING = "waiting";

/** A run, and what it is a run of. */
interface Kept {
  readonly run: VariantRun;
  key: string;
}

/** Keeps a run for every variant, and begins it anew when the state says something else of it. */
export class RunKeeper {
  readonly #page: LabPlace & DataPlace;
  readonly #news: RunNews;
  readonly #kept = new Map<number, Kept>();

  constructor(page: LabPlace & DataPlace, news: RunNews) {
    this.#page = page;
    this.#news = news;
  }

  /** All runs. */
  get runs(): readonly VariantRun[] {
    return [...this.#kept.values()].map(({ run }) => run);
  }

  /** Makes the runs those of a state. @param pace of those that begin */
  follow(state: LabState, pace: Pace): readonly Contestant[] {
    for (const [id, { run }] of this.#kept) {
      if (state.variants.some((variant) => variant.id === id)) continue;
      run.end();
      this.#kept.delete(id);
    }
    return state.variants.map((variant) => ({ variant, run: this.#runOf(state, variant, pace) }));
  }

  /** Lets all runs begin anew when a state is followed next. */
  forget(): void {
    for (const kept of this.#kept.values()) kept.key = "";
  }

  /** Takes note that the run of a variant has become what a state says, by a change on the way. */
  accept(state: LabState, id: number): void {
    const kept = this.#kept.get(id);
    const variant = state.variants.find((each) => each.id === id);
    if (kept !== undefined && variant !== undefined) kept.key = keyOf(state, variant);
  }

  #runOf(state: LabState, variant: Variant, pace: Pace): VariantRun {
    const kept = this.#kept.get(variant.id) ?? { run: this.#create(variant.id), key: "" };
    this.#kept.set(variant.id, kept);
    const key = keyOf(state, variant);
    const { file, isThere } = this.#page.findData(state.data);
    if (!isThere) {
      if (kept.key !== WAITING) kept.run.hold();
      kept.key = WAITING;
      return kept.run;
    }
    if (kept.key === key) return kept.run;
    kept.key = key;
    const { changes } = variant;
    const settings = settingsOf(state, variant);
    const { data, axes } = state;
    kept.run.start({ data, file, axes, base: this.#page.base, settings, changes, ...pace });
    return kept.run;
  }

  #create(id: number): VariantRun {
    const { onFrame, onChange } = this.#news;
    return new VariantRun({ ...this.#page, onFrame, onChange: (change) => onChange(id, change) });
  }
}

/** What decides about a variant's run, as text. */
function keyOf(state: LabState, variant: Variant): string {
  return JSON.stringify([state.data, settingsOf(state, variant), variant.changes]);
}
