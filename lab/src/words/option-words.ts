import type { TrainOptions } from "wellfit";

/** A setting that has words: a dropout rate is another spelling of a keep probability, and has none. */
export type WordedOption = Exclude<keyof TrainOptions, "dropoutRate">;

/** What a setting is called, and what it does. */
export interface OptionWords {
  readonly name: string;
  /** Left out where the setting's own schema says it in this language. */
  readonly description?: string;
}
