import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { writeAllWhole } from "../base/files.ts";
import { exportOptions, FORM_NAMES, type Form, type FormName, forms } from "../export/forms.ts";
import { PROGRAM_FORMS } from "../export/program-options.ts";
import { readModelFile } from "../model/model-file.ts";
import { addFlags, addOutputFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";
import { checkOutputPaths } from "./output-path.ts";

const WIDTH = Math.max(...FORM_NAMES.map(({ length }) => length));

const HELP = `
Forms:
${FORM_NAMES.map((name) => `  ${name.padEnd(WIDTH)}  ${forms[name].description}`).join("\n")}

Example:
  wellfit export model.wellfit --to js -o model.js
  wellfit export model.wellfit --to onnx --precision f32 -o model.onnx
  wellfit export model.wellfit --to pytorch > model.py`;

/** `wellfit export`: a saved model for other programs. */
export function exportCommand(): CommandUnknownOpts {
  const command = new Command("export")
    .description("write a saved model for other programs: JavaScript, ONNX, Keras, PyTorch")
    .argument("<model>", "a model that train saved")
    .addHelpText("after", HELP);
  addFlags(command, exportOptions, "Options:");
  command.option("-o, --output <file>", "where to write (default: texts to standard output)");
  addOutputFlags(command, false);
  command.action(runExport);
  return command;
}

async function runExport(modelPath: string, flags: Flags): Promise<void> {
  const settings = settingsFromFlags(exportOptions, flags);
  const { to } = settings;
  const form: Form = forms[to];
  const kinds = [`--to ${to}`, ...(form.isProgram ? [PROGRAM_FORMS] : [])];
  checkApplicable(exportOptions, givenOptions(exportOptions, flags), { name: `--to ${to}`, kinds }, flagOf);
  const file = flags.output as string | undefined;
  const typesFile = form.toTypes && typesFileOf(file);
  const written = [file, typesFile].map((path) => ({ flag: "--output", path, kind: "file" as const }));
  await checkOutputPaths(written, [modelPath]);
  const { model, facts } = await readModelFile(modelPath);
  if (facts.form === "json") checkReadable(to, modelPath);
  const input = { ...settings, file: modelPath };
  const contents = form.toContents(model, input);
  const output = createOutput(flags);
  if (file === undefined) {
    checkText(to, contents);
    output.result(contents.trimEnd());
    return;
  }
  const types = typesFile === undefined ? [] : [[typesFile, form.toTypes?.(model, input) ?? ""] as const];
  await writeAllWhole(new Map([[file, contents], ...types]));
  const beside = typesFile === undefined ? "" : `, its types: ${output.colors.bold(typesFile)}`;
  output.printText(`${to}: ${output.colors.bold(file)}${beside}`);
}

/** Where TypeScript looks for the types of a module: m.d.ts beside m.js. Undefined where it looks nowhere. */
function typesFileOf(file: string | undefined): string | undefined {
  const ending = /\.(m?)js$/.exec(file ?? "");
  return ending === null ? undefined : `${file?.slice(0, ending.index)}.d.${ending[1]}ts`;
}

/** Refuses JSON where the program that is written would read the model's file. */
function checkReadable(to: FormName, modelPath: string): void {
  if (!forms[to].readsFile) return;
  throw new InvalidInputError({
    source: "option",
    where: `--to ${to}`,
    expected: "a .wellfit file, which the program will read",
    received: `${modelPath}, which is JSON`,
    hint: `wellfit export ${modelPath} --to wellfit -o model.wellfit makes one.`,
  });
}

function checkText(to: FormName, contents: string | Uint8Array): asserts contents is string {
  if (typeof contents === "string") return;
  throw new InvalidInputError({
    source: "option",
    where: "--output",
    expected: `a file, since ${to} is no text`,
    received: "nothing",
    hint: "-o /dev/stdout writes into a pipe.",
  });
}
