import {
  type ActivationName,
  type Dataset,
  type Inspection,
  type Matrix,
  type Model,
  type TargetColumn,
  type Training,
} from "wellfit";
import { chooseUnits, type LayerWeights, mostUnits } from "./drawn-units.ts";
import { explainStep, mostMoved } from "./explain-step.ts";
import type { ExplainedStep, Inside, InsideLayer, InsideWanted } from "./inside.ts";
import { countWeights } from "./weight-counts.ts";

/** Steps along each side of the plane of a response: its picture is small. */
const STEPS = 28;
/** Of a network with more weights than this, fewer points are asked. */
const USUAL_WEIGHTS = 4000;
const LEAST_STEPS = 10;

/** So many examples are tried before one is taken through whose units nothing comes down: those that cost most. */
const MOST_TRIED = 5;

/** Looks into the networks of one run. */
export interface InsideViewer {
  /**
   * @param model the one that is shown
   * @param training the run, where the model is its present one
   */
  readonly look: (model: Model, training: Training | undefined, wanted: InsideWanted) => Inside;
}

/** What responses are shown over: points of a plane, as rows that models take. */
export interface ResponsePlane {
  readonly grid: { readonly columns: number; readonly rows: number };
  readonly points: readonly (readonly number[])[];
}

/**
 * Looks into networks that learn these examples.
 *
 * @param planeOf the plane in so many steps along each side
 * @param weights how many the networks have
 */
export function createInsideViewer(
  examples: Dataset<TargetColumn>,
  planeOf: (steps: number) => ResponsePlane,
  weights: number,
): InsideViewer {
  const share = Math.min(1, Math.sqrt(USUAL_WEIGHTS / weights));
  const { grid, points } = planeOf(Math.max(LEAST_STEPS, Math.round(STEPS * share)));
  const { columns, rows } = grid;
  return {
    look: (model, training, wanted) => {
      const seen = see(model);
      const layers = tellLayers(seen, points);
      const step = training && tellStep(training, seen, { wanted, examples });
      return { layers, columns, rows, step };
    },
  };
}

/** A model that is looked into. */
interface SeenModel {
  readonly model: Model;
  /** The weights and biases of every layer. */
  readonly matrices: readonly { readonly W: Matrix; readonly b: Matrix }[];
  /** By layer from the features, the units that are told of. */
  readonly drawn: readonly (readonly number[])[];
}

function see(model: Model): SeenModel {
  const { inputs, hiddenLayers } = model.spec;
  const named: Readonly<Record<string, Matrix>> = model.toTextbook();
  const matrices = Array.from({ length: hiddenLayers.length + 1 }, (_, index) => ({
    W: named[`W${index + 1}`] as Matrix,
    b: named[`b${index + 1}`] as Matrix,
  }));
  const sizes = [inputs, ...hiddenLayers, model.outputs];
  const most = mostUnits(sizes);
  const weightsOf = (layer: number): LayerWeights | undefined => matrices[layer - 1]?.W;
  const drawn = sizes.map((size, layer) =>
    chooseUnits(size, most, { incoming: weightsOf(layer), outgoing: weightsOf(layer + 1) }),
  );
  return { model, matrices, drawn };
}

function tellLayers(
  { model, matrices, drawn }: SeenModel,
  points: readonly (readonly number[])[],
): readonly InsideLayer[] {
  const values = [Float64Array.from(points.flat()), ...model.activations(points)];
  return drawn.map((units, layer): InsideLayer => {
    const below = matrices[layer - 1];
    const size = below === undefined ? model.spec.inputs : below.W.rows;
    const responses = responsesOf(values[layer] as Float64Array, units, size);
    const nothing = new Float64Array(0);
    if (below === undefined) {
      return { size, units, responses, weights: nothing, biases: nothing, counts: undefined };
    }
    const from = drawn[layer - 1] as readonly number[];
    const { W, b } = below;
    return {
      size,
      units,
      responses,
      weights: Float64Array.from(units.flatMap((unit) => from.map((input) => W.at(unit, input)))),
      biases: Float64Array.from(units, (unit) => b.at(unit, 0)),
      counts: countWeights(W.data),
    };
  });
}

/** Units × points of what is given as points × units. */
function responsesOf(values: Float64Array, units: readonly number[], size: number): Float32Array {
  const points = values.length / size;
  const responses = new Float32Array(units.length * points);
  for (const [row, unit] of units.entries())
    for (let point = 0; point < points; point++)
      responses[row * points + point] = values[point * size + unit] as number;
  return responses;
}

function tellStep(
  training: Training,
  { model, matrices, drawn }: SeenModel,
  { wanted, examples }: { readonly wanted: InsideWanted; readonly examples: Dataset<TargetColumn> },
): ExplainedStep | undefined {
  if (training.outcome?.kind === "diverged") return undefined;
  const { head = "binary", activation, hiddenLayers } = training.spec;
  const activations = hiddenLayers.map(
    (_, layer) => [activation].flat()[layer] ?? activation,
  ) as ActivationName[];
  const inspection =
    wanted.example === undefined
      ? inspectDearest(training, model, examples)
      : inspectWanted(training, wanted.example);
  const kind = { head, activations };
  const explained = explainStep(inspection, wanted.parameter ?? mostMoved(inspection, drawn), {
    kind,
    examples: examples.examples,
  });
  const dropped = [inspection.features, ...inspection.layers].map(({ mask }, layer) =>
    mask === undefined ? [] : (drawn[layer] as readonly number[]).filter((unit) => mask[unit] === 0),
  );
  const isOfShown = inspection.layers.every(({ layer, blocks }) => {
    const shown = matrices[layer - 1]?.W.data;
    const trained = blocks.find((block) => block.kind === "weight")?.values;
    return trained?.every((value, place) => value === shown?.[place]) === true;
  });
  return { ...explained, dropped, isOfShown };
}

/** The next step as an example sees it; as the first of its batch does, where the batch has not the wanted one. */
function inspectWanted(training: Training, example: number): Inspection {
  const first = training.inspect();
  const isOther = first.batch.includes(example) && first.example.index !== example;
  return isOther ? training.inspect(example) : first;
}

/** The next step as one of the examples sees it that cost most: the first of them that moves the first layer. */
function inspectDearest(training: Training, model: Model, examples: Dataset<TargetColumn>): Inspection {
  const { batch } = training.inspect();
  const { costs } = model.scores(examples);
  const dearest = batch.toSorted((one, other) => (costs[other] as number) - (costs[one] as number));
  const inspections = Array.from(dearest.subarray(0, MOST_TRIED), (example) => training.inspect(example));
  const isMoving = ({ layers }: Inspection): boolean =>
    layers[0]?.sumGradients.some((slope) => slope !== 0) === true;
  return inspections.find(isMoving) ?? (inspections[0] as Inspection);
}
