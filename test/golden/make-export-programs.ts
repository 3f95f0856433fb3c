/**
 * Prints, as JSON, the programs of export-cases.ts with their models and examples. make-export-figures.py reads them.
 *
 * Run:  node test/golden/make-export-programs.ts | python3 test/golden/make-export-figures.py
 */

import { createPrograms, exportCases } from "./export-cases.ts";

process.stdout.write(JSON.stringify(exportCases.map(createPrograms)));
