/**
 * Writes trajectory-inputs.json: for every run of trajectory-cases.ts the data, the first parameters, and all that its steps
 * draw. make-trajectories.py reads it.
 *
 * Run:  node test/golden/make-trajectory-inputs.ts
 */

import { writeFile } from "node:fs/promises";
import { trajectoryCases } from "./trajectory-cases.ts";
import { createInput } from "./trajectory-inputs.ts";

const lines = trajectoryCases.map((run) => JSON.stringify(createInput(run)));
await writeFile(new URL("trajectory-inputs.json", import.meta.url), `[\n${lines.join(",\n")}\n]\n`);
