/**
 * Prints, as JSON, the programs of explain-cases.ts with their data and first parameters. make-explain-figures.py and
 * make-keras-figures.py read them.
 *
 * Run:  node test/golden/make-explain-programs.ts | python3 test/golden/make-explain-figures.py
 *       node test/golden/make-explain-programs.ts | python3 test/golden/make-keras-figures.py
 */

import { createProgram, explainCases } from "./explain-cases.ts";

process.stdout.write(JSON.stringify(explainCases.map(createProgram)));
