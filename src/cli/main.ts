#!/usr/bin/env node
import process from "node:process";
import { CommanderError } from "@commander-js/extra-typings";
import { EXIT_WRONG_USAGE, reportFailure } from "./failures.ts";
import { endWhenOutputFails } from "./output.ts";
import { createProgram } from "./program.ts";

endWhenOutputFails();
const program = await createProgram(process.argv.slice(2));
try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_WRONG_USAGE;
  } else {
    reportFailure(error, program.opts()["debug"] === true);
  }
}
