import { describeValue, InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import { Model } from "../model/model.ts";
import { gatherMembers, type MemberPredictions } from "./members.ts";

/**
 * What several models say of some rows: their mean, which is usually better than one of them, and how far they differ.
 * The models of a comparison's seeds are such an ensemble.
 *
 * Source: Lakshminarayanan, Pritzel & Blundell, Simple and scalable predictive uncertainty estimation using deep
 * ensembles (2017).
 *
 * @param models at least one; of the same features in the same order, and the same outputs. Not all networks need have
 *   the same layers
 * @param rows as `Model.predict` takes them; at least one
 * @throws InvalidInputError when models do not fit each other, or a row does not fit them
 */
export function predictEnsemble(
  models: readonly Model[],
  rows: readonly (readonly number[])[],
): MemberPredictions {
  const first = checkModels(models);
  if (rows.length === 0) throw refused("rows", "at least one row", describeValue(rows));
  return gatherMembers(
    models.map((model) => model.predict(rows)),
    first,
  );
}

function checkModels(models: readonly Model[]): Model {
  const [first] = models;
  if (!models.every((model) => model instanceof Model) || first === undefined) {
    throw refused("models", "at least one Model, and nothing else", describeValue(models));
  }
  const bad = models.findIndex((model) => describe(model) !== describe(first));
  if (bad < 0) {
    const isSame = (model: Model): boolean =>
      JSON.stringify(model.labels.preparation) === JSON.stringify(first.labels.preparation);
    const other = models.findIndex((model) => !isSame(model));
    if (other < 0) return first;
    throw refused(`model ${other + 1}`, "features prepared as those of model 1", "another preparation");
  }
  throw refused(`model ${bad + 1}`, describe(first), describe(models[bad] as Model));
}

/** What two models must have in common. */
function describe({ head, outputs, labels }: Model): string {
  const { featureNames, targetName, classNames } = labels;
  const classes = classNames.length === 0 ? "" : ` of ${listNames(classNames)}`;
  return `${head} with ${outputs === 1 ? "1 output" : `${outputs} outputs`} for "${targetName}"${classes} from ${listNames(featureNames)}`;
}

function refused(what: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: `predictEnsemble: ${what}`, expected, received });
}
