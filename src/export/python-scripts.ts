import { VERSION } from "../base/version.ts";
import type { Preparation } from "../data/preparation/preparation.ts";
import { targetScaleOf } from "../data/preparation/target-scale.ts";
import { kerasLayer } from "../explain/keras-layers.ts";
import { indent, python } from "../explain/python.ts";
import { pytorchLayer } from "../explain/pytorch-layers.ts";
import type { Model } from "../model/model.ts";
import type { HeadName } from "../network/heads.ts";
import { layersOf } from "../network/spec.ts";
import { plusTerm } from "./plus-term.ts";
import { includedPreparation, type ProgramOptions } from "./program-options.ts";
import { PREPARATION_IMPORTS, PREPARATION_READER } from "./python-preparation.ts";

/** Reads a `.wellfit` file in Python with NumPy alone. */
const READER = `
def read_safetensors(path):
    """The arrays of a safetensors file by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    types = {"F64": "<f8", "F32": "<f4"}
    return {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], types[entry["dtype"]])
        .astype(float)
        .reshape(entry["shape"])
        for name, entry in header.items()
    }`.trim();

/** How a system makes predictions of logits, as an expression, and what they are. */
const LINKS: Readonly<
  Record<HeadName, { readonly keras: string | undefined; readonly pytorch: string; readonly meaning: string }>
> = {
  binary: { keras: "sigmoid", pytorch: "torch.sigmoid(logits)", meaning: "The probability of CLASSES[1]" },
  multiclass: {
    keras: "softmax",
    pytorch: "torch.softmax(logits, dim=1)",
    meaning: "The probability of each class",
  },
  multilabel: {
    keras: "sigmoid",
    pytorch: "torch.sigmoid(logits)",
    meaning: "The probability of each label",
  },
  regression: { keras: undefined, pytorch: "logits", meaning: "The number" },
  count: { keras: "exponential", pytorch: "torch.exp(logits)", meaning: "The mean of the count" },
};

/**
 * A program for PyTorch that builds the network of a model and loads its parameters from its `.wellfit` file. It computes
 * in float64, as {@link Model.predict} does. Where the model has a preparation, the program reads that from the file, too,
 * and takes rows of a table: dicts by the names of columns, or a DataFrame.
 *
 * @param file the path of the file, as the program will find it
 * @throws InvalidInputError for anything but a Model, and for a wrong option
 */
export function toPytorchScript(model: Model, file: string, options: ProgramOptions = {}): string {
  const preparation = includedPreparation(model, options, "toPytorchScript");
  const modules = layersOf(model.spec).map((layer) => pytorchLayer(layer));
  const places = modules.flatMap((_, index) => {
    const start = modules.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    return placesOf(model, index).map(
      ([offset, part, name]) => `"${start + offset}.${part}": "${name}${index + 1}",`,
    );
  });
  const rows = rowsOf(preparation);
  const { pytorch } = LINKS[model.head];
  return toProgram(model, {
    preparation,
    file,
    imports: ["import torch", "from torch import nn"],
    build: [
      "torch.set_default_dtype(torch.float64)",
      "model = nn.Sequential(",
      ...indent(modules.flat()),
      ")",
      "PLACES = {",
      ...indent(places),
      "}",
      `arrays = read_safetensors(${python(file)})`,
      "weights = {place: torch.tensor(arrays[name]) for place, name in PLACES.items()}",
      "model.load_state_dict({**model.state_dict(), **weights})",
      "model.eval()",
    ],
    predict: [
      "with torch.no_grad():",
      `    logits = model(torch.tensor(${rows}, dtype=torch.float64))${dividedBy(model)}`,
      `    return ${pytorch}.numpy()${restored(model)}`,
    ],
  });
}

/**
 * The same for Keras 3.
 *
 * @param file the path of the file, as the program will find it
 * @throws InvalidInputError for anything but a Model, and for a wrong option
 */
export function toKerasScript(model: Model, file: string, options: ProgramOptions = {}): string {
  const preparation = includedPreparation(model, options, "toKerasScript");
  const specs = layersOf(model.spec);
  const rows = rowsOf(preparation);
  const { keras } = LINKS[model.head];
  const lines = specs.flatMap((layer) => kerasLayer(layer, `layers.Dense(${layer.units})`));
  const loads = specs.map(({ normalization }, index) => {
    const after = { none: [], layer: ["gamma", "beta"], batch: ["gamma", "beta", "mean", "variance"] };
    const names = ["W", "b", ...after[normalization]].map((name) => `${name}${index + 1}`);
    return names.map((name) => `arrays["${name}"]${name.startsWith("W") ? ".T" : ""},`).join(" ");
  });
  return toProgram(model, {
    preparation,
    file,
    imports: ["import keras", "from keras import layers"],
    build: [
      'keras.backend.set_floatx("float64")',
      "model = keras.Sequential([",
      ...indent([`keras.Input(shape=(${model.spec.inputs},)),`, ...lines]),
      ...(model.temperature === 1 ? [] : indent([`layers.Rescaling(1${dividedBy(model)}),`])),
      ...(keras === undefined ? [] : indent([`layers.Activation("${keras}"),`])),
      "])",
      `arrays = read_safetensors(${python(file)})`,
      "model.set_weights([",
      ...indent(loads),
      "])",
    ],
    predict: [`return keras.ops.convert_to_numpy(model(np.asarray(${rows}, dtype=float)))${restored(model)}`],
  });
}

/** What a model's temperature does to its logits. */
function dividedBy({ temperature }: Model): string {
  return temperature === 1 ? "" : ` / ${python(temperature)}`;
}

/** What brings predicted numbers into the units of the target. */
function restored({ labels }: Model): string {
  const scale = targetScaleOf(labels.preparation);
  return scale === undefined ? "" : ` * ${scale.spread} ${plusTerm(scale.center)}`;
}

/** The features of the rows, as an expression. */
function rowsOf(preparation: Preparation | undefined): string {
  return preparation === undefined ? "rows" : "prepare(rows)";
}

/** Where the parameters of a layer are in its modules: which of them, what it calls them, and what wellfit does. */
function placesOf({ spec }: Model, index: number): readonly (readonly [number, string, string])[] {
  const { normalization } = layersOf(spec)[index] as { normalization: string };
  return [
    [0, "weight", "W"],
    [0, "bias", "b"],
    ...(normalization === "none"
      ? []
      : ([
          [1, "weight", "gamma"],
          [1, "bias", "beta"],
        ] as const)),
    ...(normalization === "batch"
      ? ([
          [1, "running_mean", "mean"],
          [1, "running_var", "variance"],
        ] as const)
      : []),
  ];
}

/** What tells the program for one system from that for another. */
interface Program {
  readonly preparation: Preparation | undefined;
  /** The path of the model's file. */
  readonly file: string;
  readonly imports: readonly string[];
  readonly build: readonly string[];
  readonly predict: readonly string[];
}

function toProgram(model: Model, { preparation, file, imports, build, predict }: Program): string {
  const { fingerprint, labels, head } = model;
  const { targetName, classNames } = labels;
  const input = preparation === undefined ? ofFeatures(labels.featureNames) : ofColumns(preparation, file);
  const lines = [
    `# A model of wellfit ${VERSION}; the fingerprint of its parameters is ${fingerprint}.`,
    ...[...input.modules, "json", "struct"].toSorted().map((name) => `import ${name}`),
    "",
    ...imports.filter((line) => line === "import keras"),
    "import numpy as np",
    ...imports.filter((line) => line !== "import keras"),
    "",
    ...input.names,
    `TARGET = ${python(targetName)}`,
    ...(classNames.length === 0 ? [] : [`CLASSES = ${python(classNames)}`]),
    "",
    "",
    READER,
    "",
    "",
    ...input.reader,
    ...build,
    "",
    "",
    "def predict(rows):",
    `    """${LINKS[head].meaning} for every row of ${input.rows}."""`,
    ...indent(predict),
    "",
    "",
    'if __name__ == "__main__":',
    `    print(predict([${input.example}]))`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What a program takes. */
interface Input {
  readonly modules: readonly string[];
  readonly names: readonly string[];
  readonly reader: readonly string[];
  /** In words, what rows are of. */
  readonly rows: string;
  readonly example: string;
}

function ofFeatures(names: readonly string[]): Input {
  return {
    modules: [],
    names: [`FEATURES = ${python(names)}`],
    reader: [],
    rows: "FEATURES",
    example: "[0.0] * len(FEATURES)",
  };
}

function ofColumns({ columns }: Preparation, file: string): Input {
  return {
    modules: PREPARATION_IMPORTS,
    names: [`COLUMNS = ${python(columns.map(({ name }) => name))}`],
    reader: [PREPARATION_READER, "", "", `PREPARATION = read_preparation(${python(file)})`],
    rows: "COLUMNS: dicts, or a DataFrame",
    example: "dict.fromkeys(COLUMNS)",
  };
}
