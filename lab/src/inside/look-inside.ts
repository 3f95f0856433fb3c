import {
  type ActivationName,
  type Dataset,
  type Matrix,
  type Model,
  type TargetColumn,
  type Training,
} from "wellfit";
import { chooseUnits, type LayerWeights, mostUnits } from "./drawn-units.ts";
import { explainStep } from "./explain-step.ts";
import type { ExplainedStep, Inside, InsideLayer, InsideWanted } from "./inside.ts";
import { countWeights } from "./weight-counts.ts";

/** Steps along each side of the plane of a response: its picture is small. */
const STEPS = 28;
/** Of a network with more weights than this, fewer points are asked. */
const USUAL_WEIGHTS = 4000;
const LEAST_STEPS = 10;

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
      const drawn = drawnUnitsOf(model);
      const layers = tellLayers(model, drawn, points);
      const step = training && tellStep(training, model, drawn, { wanted, examples });
      return { layers, columns, rows, step };
    },
  };
}

/** The weights of every layer, and the biases. */
function matricesOf(model: Model): readonly { readonly W: Matrix; readonly b: Matrix }[] {
  const matrices: Readonly<Record<string, Matrix>> = model.toTextbook();
  return Array.from({ length: model.spec.hiddenLayers.length + 1 }, (_, index) => ({
    W: matrices[`W${index + 1}`] as Matrix,
    b: matrices[`b${index + 1}`] as Matrix,
  }));
}

/** By layer from the features, the units that are told of. */
function drawnUnitsOf(model: Model): readonly (readonly number[])[] {
  const { inputs, hiddenLayers } = model.spec;
  const sizes = [inputs, ...hiddenLayers, model.outputs];
  const most = mostUnits(sizes);
  const weights: readonly LayerWeights[] = matricesOf(model).map(({ W }) => W);
  return sizes.map((size, layer) =>
    chooseUnits(size, most, { incoming: weights[layer - 1], outgoing: weights[layer] }),
  );
}

function tellLayers(
  model: Model,
  drawn: readonly (readonly number[])[],
  points: readonly (readonly number[])[],
): readonly InsideLayer[] {
  const { inputs } = model.spec;
  const features = Float64Array.from(points.flat());
  const values = [features, ...model.activations(points)];
  const matrices = matricesOf(model);
  return drawn.map((units, layer): InsideLayer => {
    const below = matrices[layer - 1];
    const size = below === undefined ? inputs : below.W.rows;
    const responses = responsesOf(values[layer] as Float64Array, units, size);
    if (below === undefined) {
      return {
        size,
        units,
        responses,
        weights: new Float64Array(0),
        biases: new Float64Array(0),
        counts: undefined,
      };
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
  model: Model,
  drawn: readonly (readonly number[])[],
  { wanted, examples }: { readonly wanted: InsideWanted; readonly examples: Dataset<TargetColumn> },
): ExplainedStep | undefined {
  if (training.outcome?.kind === "diverged") return undefined;
  const { head = "binary", activation, hiddenLayers } = training.spec;
  const activations = hiddenLayers.map(
    (_, layer) => [activation].flat()[layer] ?? activation,
  ) as ActivationName[];
  const first = training.inspect();
  const example = wanted.example ?? dearestOf(model, first.batch, examples);
  const isOther = first.batch.includes(example) && first.example.index !== example;
  const inspection = isOther ? training.inspect(example) : first;
  const kind = { head, activations };
  const explained = explainStep(inspection, wanted.parameter, { kind, examples: examples.examples });
  const dropped = [inspection.features, ...inspection.layers].map(({ mask }, layer) =>
    mask === undefined ? [] : (drawn[layer] as readonly number[]).filter((unit) => mask[unit] === 0),
  );
  const trained = model.toTextbook() as Readonly<Record<string, Matrix>>;
  const isOfShown = inspection.layers
    .flatMap(({ blocks }) => blocks)
    .every(({ name, values }) => values.every((value, place) => trained[name]?.data[place] === value));
  return { ...explained, dropped, isOfShown };
}

/** The example of a batch that costs the model most. */
function dearestOf(model: Model, batch: Uint32Array, examples: Dataset<TargetColumn>): number {
  const { costs } = model.scores(examples);
  return batch.reduce((dearest, example) =>
    (costs[example] as number) > (costs[dearest] as number) ? example : dearest,
  );
}
