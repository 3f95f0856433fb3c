/**
 * Writes the JSON Schemas of the files that wellfit reads and prints into schemas/, from the schemas of the program. A
 * test holds the files against this script.
 *
 * Run:  npm run schemas
 */

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { pruneDocument } from "../src/cli/runs-prune.ts";
import { comparisonFileSchema } from "../src/compare/comparison-file.ts";
import { comparisonDocument } from "../src/compare/document-schema.ts";
import { evaluationDocument } from "../src/compare/evaluation-schema.ts";
import { dataDescriptionSchema } from "../src/data/description/data-description.ts";
import { descriptionDocument } from "../src/data/description/description.ts";
import { preparationSchema } from "../src/data/preparation/preparation.ts";
import { modelDescription } from "../src/explain/model-description.ts";
import { runDifferenceDocument } from "../src/store/diff-runs.ts";
import { exportDocument, runListDocument, storedDocument } from "../src/store/document-schema.ts";
import { studyDocument } from "../src/tune/document-schema.ts";
import { searchFileSchema } from "../src/tune/search-options.ts";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const FOLDER = new URL("../schemas/", import.meta.url);

/** A published schema: of what is read, defaults may be left out; of what is printed, everything is there. */
interface Published {
  readonly title: string;
  readonly schema: v.GenericSchema;
  readonly typeMode: "input" | "output";
}

const schemas: Readonly<Record<string, Published>> = {
  "comparison-file.schema.json": {
    title: "A comparison for wellfit compare --comparison",
    schema: comparisonFileSchema,
    typeMode: "input",
  },
  "comparison.schema.json": {
    title: "What wellfit compare --json prints",
    schema: comparisonDocument,
    typeMode: "output",
  },
  "data-description.schema.json": {
    title: "What a file of data holds, for --description",
    schema: dataDescriptionSchema,
    typeMode: "input",
  },
  "description.schema.json": {
    title: "What wellfit describe --json prints",
    schema: descriptionDocument,
    typeMode: "output",
  },
  "evaluation.schema.json": {
    title: "What wellfit evaluate --json prints",
    schema: evaluationDocument,
    typeMode: "output",
  },
  "model-description.schema.json": {
    title: "What wellfit inspect --json prints",
    schema: modelDescription,
    typeMode: "output",
  },
  "preparation.schema.json": {
    title: "How rows of a table become features, as fitPreparation learns it",
    schema: preparationSchema,
    typeMode: "output",
  },
  "run-difference.schema.json": {
    title: "What wellfit runs diff --json prints",
    schema: runDifferenceDocument,
    typeMode: "output",
  },
  "run-export.schema.json": {
    title: "What wellfit runs export writes as JSON",
    schema: exportDocument,
    typeMode: "output",
  },
  "run-list.schema.json": {
    title: "What wellfit runs list --json prints",
    schema: runListDocument,
    typeMode: "output",
  },
  "run-prune.schema.json": {
    title: "What wellfit runs prune --json prints",
    schema: pruneDocument,
    typeMode: "output",
  },
  "run.schema.json": {
    title: "What wellfit runs show --json prints",
    schema: storedDocument,
    typeMode: "output",
  },
  "search-file.schema.json": {
    title: "A search for wellfit tune --space",
    schema: searchFileSchema,
    typeMode: "input",
  },
  "study.schema.json": {
    title: "What wellfit tune --json prints",
    schema: studyDocument,
    typeMode: "output",
  },
};

/** The text of every schema by the name of its file. */
export function makeSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { title, schema, typeMode }]) => {
      const converted = toJsonSchema(schema, {
        typeMode,
        target: "draft-2020-12",
        // A number of JSON is always finite, and what flags need is nothing to JSON.
        ignoreActions: ["finite", "metadata"],
      });
      return [name, `${JSON.stringify({ $schema: DIALECT, title, ...converted }, undefined, 2)}\n`];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of makeSchemas()) await writeFile(new URL(name, FOLDER), text);
}
