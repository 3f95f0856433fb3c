import * as v from "valibot";
import { DEFAULT_HUBER_DELTA, huberDeltaOption, LOSS_NAMES } from "../network/losses.ts";
import { classWeightsOption, labelSmoothingOption } from "./class-weights.ts";

/** The options of the loss and of what examples weigh in it, to be spread into a table. */
export const lossOptions = {
  loss: v.optional(
    v.pipe(
      v.picklist(LOSS_NAMES),
      v.description("what is minimized: its mean over the examples"),
      v.metadata({
        flag: "loss",
        defaultInWords: "cross-entropy for classes and labels, squared for numbers",
      }),
    ),
  ),
  huberDelta: v.optional(huberDeltaOption, DEFAULT_HUBER_DELTA),
  labelSmoothing: labelSmoothingOption,
  classWeights: classWeightsOption,
} as const;
