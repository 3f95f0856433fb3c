import * as v from "valibot";
import type { Model } from "../model/model.ts";
import { toModelBytes } from "../model/model-bytes.ts";
import { toModelDocument } from "../model/model-json.ts";
import { toJavaScript } from "./javascript/javascript.ts";
import { onnxOptions, toOnnx } from "./onnx/onnx.ts";
import { toKerasScript, toPytorchScript } from "./python-scripts.ts";

/** What a form takes beside the model. */
export interface FormInput {
  readonly precision: "f64" | "f32";
  /** The path of the model's file, as the command line names it. */
  readonly file: string;
}

/** One row of {@link forms}. */
export interface Form {
  /** One line for help and docs. */
  readonly description: string;
  /** Whether a program of this form reads the model's `.wellfit` file. */
  readonly readsFile: boolean;
  /** The contents of the file: a text, or bytes. */
  readonly toContents: (model: Model, input: FormInput) => string | Uint8Array;
}

/** What a model can be exported to, by name. A new one is a new row here. */
export const forms = {
  js: {
    description: "a JavaScript module that needs nothing, with wellfit's bits",
    readsFile: false,
    toContents: (model) => toJavaScript(model),
  },
  onnx: {
    description: "an ONNX model, in float64 or float32",
    readsFile: false,
    toContents: (model, { precision }) => toOnnx(model, { precision }),
  },
  keras: {
    description: "a program for Keras 3 that loads the .wellfit file",
    readsFile: true,
    toContents: (model, { file }) => toKerasScript(model, file),
  },
  pytorch: {
    description: "a program for PyTorch that loads the .wellfit file",
    readsFile: true,
    toContents: (model, { file }) => toPytorchScript(model, file),
  },
  wellfit: {
    description: "a .wellfit file, from one in JSON",
    readsFile: false,
    toContents: toModelBytes,
  },
  json: {
    description: "a model's file in JSON",
    readsFile: false,
    toContents: (model) => `${JSON.stringify(toModelDocument(model), undefined, 1)}\n`,
  },
} as const satisfies Record<string, Form>;

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
