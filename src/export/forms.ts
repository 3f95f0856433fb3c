import * as v from "valibot";
import type { Model } from "../model/model.ts";
import { toModelBytes } from "../model/model-bytes.ts";
import { toModelDocument } from "../model/model-json.ts";
import { toJavaScript } from "./javascript/javascript.ts";
import { toTypeDeclarations } from "./javascript/type-declarations.ts";
import { onnxOptions, toOnnx } from "./onnx/onnx.ts";
import { toKerasScript, toPytorchScript } from "./python-scripts.ts";

/** What a form takes beside the model. */
export interface FormInput extends v.InferOutput<typeof onnxOptions> {
  /** The path of the model's file, as the command line names it. */
  readonly file: string;
}

/** One row of {@link forms}. */
export interface Form {
  /** One line for help and docs. */
  readonly description: string;
  /** Whether it is a program that predicts. */
  readonly isProgram: boolean;
  /** Whether a program of this form reads the model's `.wellfit` file. */
  readonly readsFile: boolean;
  /** The contents of the file: a text, or bytes. */
  readonly toContents: (model: Model, input: FormInput) => string | Uint8Array;
  /** The types of a program in JavaScript, for a file beside it. */
  readonly toTypes?: (model: Model, input: FormInput) => string;
}

/** What a model can be exported to, by name. A new one is a new row here. */
export const forms = {
  js: {
    description: "a JavaScript module that needs nothing, with wellfit's bits, and its types",
    isProgram: true,
    readsFile: false,
    toContents: (model, { preparation }) => toJavaScript(model, { preparation }),
    toTypes: (model, { preparation }) => toTypeDeclarations(model, { preparation }),
  },
  onnx: {
    description: "an ONNX model, in float64 or float32",
    isProgram: true,
    readsFile: false,
    toContents: (model, { precision, preparation }) => toOnnx(model, { precision, preparation }),
  },
  keras: {
    description: "a program for Keras 3 that loads the .wellfit file",
    isProgram: true,
    readsFile: true,
    toContents: (model, { file, preparation }) => toKerasScript(model, file, { preparation }),
  },
  pytorch: {
    description: "a program for PyTorch that loads the .wellfit file",
    isProgram: true,
    readsFile: true,
    toContents: (model, { file, preparation }) => toPytorchScript(model, file, { preparation }),
  },
  wellfit: {
    description: "a .wellfit file, from one in JSON",
    isProgram: false,
    readsFile: false,
    toContents: toModelBytes,
  },
  json: {
    description: "a model's file in JSON",
    isProgram: false,
    readsFile: false,
    toContents: (model) => `${JSON.stringify(toModelDocument(model), undefined, 1)}\n`,
  },
} satisfies Record<string, Form>;

/** The name of a form. */
export type FormName = keyof typeof forms;

/** All names, in the table's order. */
export const FORM_NAMES: readonly FormName[] = Object.keys(forms) as FormName[];

/** The options of an export. */
export const exportOptions = v.strictObject({
  to: v.pipe(
    v.picklist(FORM_NAMES),
    v.description("what to write"),
    v.metadata({ flag: "to", placeholder: "form" }),
  ),
  ...onnxOptions.entries,
});
