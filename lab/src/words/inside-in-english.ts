/** What the page says of a network's inside, in English. */
export const insideInEnglish = {
  title: "Inside the network",
  network: "Network",
  features: "Features",
  layer: (layer: string): string => `Layer ${layer}`,
  output: "Output",
  allUnits: (units: string): string => (units === "1" ? "1 unit" : `${units} units`),
  allFeatures: (features: string): string => (features === "1" ? "1 feature" : `${features} features`),
  someUnits: (drawn: string, all: string): string => `${drawn} of ${all}`,
  thinned: (drawn: string, all: string, where: string): string =>
    `${where}: the ${drawn} of ${all} with the largest weights are drawn.`,
  diagram: "Diagram of the network",
  lines:
    "Each line is a weight: solid blue above 0, dashed orange below, and the wider, the larger. Dots are biases. Click one, or walk through them with the arrow keys.",
  widest: (weight: string): string => `Widest line: ${weight}.`,
  crossed: (point: string): string =>
    `Crossed out: drops out in the next iteration, for point ${point}. Every point has a mask of its own.`,
  unit: (unit: string, layer: string): string => `unit ${unit} of layer ${layer}`,
  theOutput: "the output",
  outputOf: (name: string): string => `output ${name}`,
  weight: (from: string, to: string, weight: string): string => `weight from ${from} to ${to}: ${weight}`,
  bias: (unit: string, bias: string): string => `${unit}, bias ${bias}`,
  feature: (name: string): string => `feature ${name}`,
  droppedOut: (unit: string): string => `${unit}, drops out`,
  response: (unit: string): string => `What ${unit} hands on over the plane`,
  range: (low: string, high: string): string => `from ${low} to ${high}`,
  follow: "Click a point to follow it through the network.",
  point: "Point",
  expectedPoint: (last: string): string => `a number from 1 to ${last}`,
  ofLayer: "Into layer",
  toUnit: "To unit",
  from: "From",
  theBias: "the bias b",
  step: (iteration: string, point: string): string => `Iteration ${iteration}, as point ${point} sees it`,
  stepHint:
    "What the next iteration will do, in the numbers that it computes with. One iteration further, the weight is what the last line says.",
  parts: { forward: "Forward", cost: "Cost", backward: "Backward", update: "Update" },
  partHints: {
    forward:
      "What comes into the unit, its activation, what dropout leaves of it, and the output. Layers between do likewise.",
    cost: "The loss of this point, and what all points of the batch cost with the penalty.",
    backward: "The chain rule from the output down to the unit, and what this point adds to the derivative.",
    update: "The mean over the batch, with the penalty, and the step against it.",
  },
  others: (count: string): string => `(${count} others)`,
  alone:
    "Where a number stands alone, something comes between that is not a sum of a few products: normalization, noise, or the optimizer's memory.",
  notInBatch: (wanted: string, point: string): string =>
    `Point ${wanted} is not in the batch of this iteration; point ${point} is.`,
  earlier: "An earlier iteration is shown. The step that comes next is told at the last one.",
  toLast: "To the last iteration",
  diverged: "The run has diverged: its numbers are not finite, and no step follows.",
  otherWeights: "The weights that are shown are averaged or chosen; the step is one of those in training.",
  notTaken: "The step leads to numbers that are not finite: it is not taken.",
  histograms: "Weights of each layer",
  histogram: (where: string, weights: string, end: string): string =>
    `${where}: ${weights} weights between −${end} and ${end}`,
  ofWeights: (weights: string): string => (weights === "1" ? "1 weight" : `${weights} weights`),
};
