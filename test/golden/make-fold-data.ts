/**
 * Prints, as JSON, the folds of real-folds.ts that wellfit is held against scikit-learn on: of each fold the held-out
 * examples, unscaled. Together the others are what it trains on. make-sklearn-scores.py reads them.
 *
 * Run:  node test/golden/make-fold-data.ts | python3 test/golden/make-sklearn-scores.py
 */

import { divideIntoFolds } from "../../src/data/folds.ts";
import { COMPARISON_DIVISION, FOLDS, REAL_DATA_NAMES, realData } from "../support/real-folds.ts";

const dataSets = await Promise.all(
  REAL_DATA_NAMES.map(async (name) => {
    const { load, isStandardized } = realData[name];
    const data = await load();
    const folds = divideIntoFolds(data, FOLDS, COMPARISON_DIVISION).map(({ heldOut }) => ({
      hash: heldOut.hash,
      features: Array.from({ length: heldOut.examples }, (_, example) => heldOut.row(example)),
      classes: Array.from(heldOut.target.values),
    }));
    const size = {
      examples: data.examples,
      features: data.features.length,
      classes: data.classCounts.length,
    };
    return { name, size, isStandardized, folds };
  }),
);
process.stdout.write(JSON.stringify(dataSets));
