import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import {
  type DataRecipe,
  type FileReading,
  fileNameOf,
  isFile,
  isOwnFile,
  ownFileSource,
} from "../state/data-recipe.ts";
import { withData } from "../state/lab-state.ts";
import type { ExaminedFile, ExamineOrder } from "./examine-protocol.ts";
import type { Lab } from "./lab.ts";

/** Why a file was not taken. */
export type DeskTrouble =
  /** In the reader's words. */
  | { readonly kind: "refused"; readonly message: string }
  /** It has the name that the address tells, and other contents. */
  | { readonly kind: "another"; readonly name: string; readonly file: Blob };

/** A file that was looked into, and what recipe it is of. */
export interface Examined {
  readonly recipe: DataRecipe;
  readonly file: ExaminedFile;
}

/** What a desk needs of the page. */
export interface DeskPlace {
  readonly examine: (order: ExamineOrder) => Promise<ExaminedFile>;
  /** The served file that a recipe names. */
  readonly fetchFile: (recipe: DataRecipe) => Promise<Blob>;
}

/** What is done with a file that was looked into. */
interface Outcomes {
  readonly onFound: (found: ExaminedFile, bytes: Blob) => void;
  /** Told in place by default. */
  readonly onRefusal?: (message: string) => void;
}

/** Where files of a person's own are taken in: looked into first, so that one that cannot be read changes nothing. */
export class FileDesk {
  /** Whether a file is asked for, though the data are others still. */
  readonly isAsking: Signal<boolean> = signal(false);
  readonly isReading: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<DeskTrouble | undefined>;
  /** The file that the state is of, where it has been looked into. */
  readonly examined: ReadonlySignal<Examined | undefined>;
  /** How the file is read: as it was chosen last, whether or not it has been read so yet. */
  readonly reading: ReadonlySignal<FileReading>;
  readonly #lab: Lab;
  readonly #place: DeskPlace;
  readonly #isReading = signal(false);
  readonly #trouble = signal<DeskTrouble | undefined>(undefined);
  readonly #examined = signal<Examined | undefined>(undefined);
  /** How the file is to be read, while it is. */
  readonly #wished = signal<FileReading | undefined>(undefined);
  #latest = 0;

  constructor(lab: Lab, place: DeskPlace) {
    this.#lab = lab;
    this.#place = place;
    this.isReading = this.#isReading;
    this.trouble = this.#trouble;
    this.examined = this.#examined;
    this.reading = computed(() => this.#wished.value ?? lab.state.value.data.reading ?? {});
  }

  /** The recipe of a file that an address tells, and that has not been given yet. */
  get awaited(): DataRecipe | undefined {
    const { data } = this.#lab.state.value;
    return isOwnFile(data) && !this.#lab.files.has(data.source) ? data : undefined;
  }

  /** Takes a file: the one that is awaited, or one to learn from anew. */
  async open(name: string, file: Blob): Promise<void> {
    const { awaited } = this;
    this.isAsking.value = true;
    if (awaited === undefined || fileNameOf(awaited) !== name) return this.openAnew(name, file);
    const onFound = (found: ExaminedFile, bytes: Blob): void => {
      const isAwaited = ownFileSource(found.hash, name) === awaited.source;
      if (isAwaited) this.#take(awaited, bytes, found);
      else this.#trouble.value = { kind: "another", name, file };
    };
    await this.#attempt(file, awaited, { onFound });
  }

  /** Takes a file, and nothing of what an address says of another. */
  async openAnew(name: string, file: Blob): Promise<void> {
    const blank = { source: ownFileSource("", name), sample: {} };
    await this.#attempt(file, blank, {
      onFound: (found, bytes) =>
        this.#take({ ...blank, source: ownFileSource(found.hash, name) }, bytes, found),
    });
  }

  /** Reads the present file otherwise. @param change makes another of its present reading */
  async choose(change: (reading: FileReading) => FileReading): Promise<void> {
    const { data } = this.#lab.state.value;
    const reading = change(this.reading.value);
    const recipe = withReading(data, reading);
    const attempt = this.#attempt(undefined, recipe, {
      onFound: (found) => this.#take(recipe, undefined, found),
    });
    this.#wished.value = reading;
    await attempt;
  }

  /** Looks into the file that the state is of, unless that has been done; what is wrong with it, its networks say. */
  async follow(data: DataRecipe): Promise<void> {
    const isKnown = JSON.stringify(this.#examined.peek()?.recipe) === JSON.stringify(data);
    if (!isFile(data) || isKnown || this.awaited !== undefined) return;
    const onFound = (found: ExaminedFile): void => {
      this.#examined.value = { recipe: data, file: found };
    };
    await this.#attempt(undefined, data, { onFound, onRefusal: () => undefined });
  }

  /** Forgets what was wrong, and asks for no file any more. */
  close(): void {
    this.#latest++;
    batch(() => {
      this.#wished.value = undefined;
      this.isAsking.value = false;
      this.#isReading.value = false;
      this.#trouble.value = undefined;
    });
  }

  #take(asked: DataRecipe, file: Blob | undefined, found: ExaminedFile): void {
    const recipe = withReading(asked, found.reading);
    if (file !== undefined) this.#lab.files.set(recipe.source, file);
    batch(() => {
      this.isAsking.value = false;
      this.#examined.value = { recipe, file: found };
      this.#lab.update((state) => withData(state, recipe));
    });
  }

  #refuse(message: string): void {
    this.#trouble.value = { kind: "refused", message };
  }

  /** Looks into a file, and goes on with what was found unless another was given meanwhile. */
  async #attempt(
    file: Blob | undefined,
    recipe: DataRecipe,
    { onFound, onRefusal = (message) => this.#refuse(message) }: Outcomes,
  ): Promise<void> {
    const own = ++this.#latest;
    batch(() => {
      this.#wished.value = undefined;
      this.#trouble.value = undefined;
      this.#isReading.value = true;
    });
    try {
      const bytes =
        file === undefined
          ? (this.#lab.files.get(recipe.source) ?? (await this.#place.fetchFile(recipe)))
          : // What is on the disk may change while the page is open.
            new Blob([await file.arrayBuffer()]);
      const order = { file: bytes, name: fileNameOf(recipe), reading: recipe.reading ?? {} };
      const found = await this.#place.examine(order);
      if (own === this.#latest) onFound(found, bytes);
    } catch (error) {
      if (own === this.#latest) onRefusal((error as Error).message);
    } finally {
      if (own === this.#latest) {
        this.#isReading.value = false;
        this.#wished.value = undefined;
      }
    }
  }
}

/** A recipe that says how its file is read, or nothing where there is nothing to say. */
function withReading(asked: DataRecipe, reading: FileReading): DataRecipe {
  const { reading: _, ...recipe } = asked;
  return Object.keys(reading).length === 0 ? recipe : { ...recipe, reading };
}
