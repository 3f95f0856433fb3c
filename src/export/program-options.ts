import * as v from "valibot";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import type { Preparation } from "../data/preparation/preparation.ts";
import type { Model } from "../model/model.ts";
import { checkModel } from "../model/model-entries.ts";

/** The forms that predict, in the words of the command line. */
export const PROGRAM_FORMS = "--to js, onnx, keras or pytorch";

/** What all programs that predict can be asked for. */
export const programOptions = v.strictObject({
  preparation: v.optional(
    v.pipe(
      v.picklist(["included", "none"]),
      v.description(
        "whether a program takes rows of the table that the model was trained on, or the features of its network",
      ),
      v.metadata({ flag: "preparation", appliesTo: PROGRAM_FORMS }),
    ),
    "included",
  ),
});

/** Settings of a program that predicts; what is left out has its default. */
export type ProgramOptions = v.InferInput<typeof programOptions>;

/**
 * The preparation that a program of a model brings along; undefined where it takes the network's features, since there is
 * none or none is wanted.
 *
 * @param where the name of the function, for messages
 * @throws InvalidInputError for anything but a Model, and for a wrong option
 */
export function includedPreparation(
  model: Model,
  options: ProgramOptions,
  where: string,
): Preparation | undefined {
  checkModel(model);
  const nameOf: OptionNaming = ({ name }) => `${where}: ${name}`;
  const { preparation } = parseOptions(programOptions, options, nameOf);
  return preparation === "none" ? undefined : model.labels.preparation;
}
