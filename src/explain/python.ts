/** What all programs in Python share. */

import type { Subject } from "./subject.ts";

/** A number, a text, true, or a list of such as Python writes it. */
export function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** A number that Python takes for a float, where a system refuses whole numbers: 8 as 8.0. */
export function pythonFloat(value: number): string {
  return /^-?\d+$/.test(String(value)) ? `${value}.0` : String(value);
}

/** Lines further in. */
export function indent(lines: readonly string[], levels = 1): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `${"    ".repeat(levels)}${line}`));
}

/** Comments, one for each remark. */
export function comments(remarks: readonly string[]): readonly string[] {
  return remarks.map((remark) => `# ${remark}`);
}

/** Some lines, where they are wanted. */
export function when(condition: boolean, ...lines: readonly string[]): readonly string[] {
  return condition ? lines : [];
}

/** The lines that load the arrays: what they must be stands beside them. */
export function loadingLines(subject: Subject, isOneHot: boolean): readonly string[] {
  const { examples, features, hasWeights, settings } = subject;
  const usesDevelopment = settings.patience !== undefined || settings.schedule === "plateau";
  return [
    `X = np.load("X.npy")  # ${examples} examples × ${features.length} features`,
    `y = np.load("y.npy")  # ${targetInWords(subject)}`,
    ...when(isOneHot, `K = ${subject.task.spec.outputs}  # classes`),
    ...when(hasWeights, 'weights = np.load("weights.npy")  # what each example counts'),
    ...when(
      usesDevelopment && subject.hasDevelopment,
      'X_development = np.load("X_development.npy")',
      'y_development = np.load("y_development.npy")',
    ),
    "m = len(X)",
  ];
}

function targetInWords({ task, classNames }: Subject): string {
  const { head, outputs } = task.spec;
  if (head === "binary") return "0 or 1 for each";
  if (head === "multiclass") return `whole numbers from 0 to ${classNames.length - 1}`;
  if (head === "multilabel") return `examples × ${outputs} labels, each 0 or 1`;
  return head === "count" ? "a count for each" : "a number for each";
}

/** The lines that make `sample_weight`, what each example counts: 1 on average. */
export function weightLines({ settings, hasWeights, classNames }: Subject): readonly string[] {
  const { classWeights } = settings;
  const classes = classNames.length;
  const ofClasses =
    classWeights === "balanced"
      ? `(len(y) / (${classes} * np.bincount(y.astype(int), minlength=${classes})))[y.astype(int)]`
      : `np.array(${python(classWeights)})[y.astype(int)]`;
  return [
    ...when(classWeights !== undefined, `sample_weight = ${ofClasses}`),
    ...when(
      hasWeights,
      classWeights === undefined ? "sample_weight = weights" : "sample_weight = sample_weight * weights",
    ),
    "sample_weight = sample_weight / sample_weight.mean()",
  ];
}

/** A function `factor(iteration)`, what multiplies the learning rate; none for a constant rate and for plateau without warm-up. */
export function factorLines({ rates }: Subject): readonly string[] {
  if (rates.schedule === "one-cycle") return oneCycleLines(rates);
  const { warmup, rateDecay, decayInterval, finalRate, iterations } = rates;
  const after = {
    constant: "1.0",
    plateau: "1.0",
    step: `${rateDecay} ** (t // ${decayInterval})`,
    exponential: `${rateDecay} ** (t / ${decayInterval})`,
    cosine: `${finalRate} + ${(1 - finalRate) / 2} * (1 + math.cos(math.pi * t / ${iterations - warmup}))`,
  }[rates.schedule];
  return [
    "def factor(iteration):",
    ...indent(
      when(
        warmup > 0,
        `if iteration < ${warmup}:`,
        `    return (iteration + 1) / ${warmup + 1}  # the warm-up`,
      ),
    ),
    ...indent(when(after.includes("t "), `t = iteration${warmup > 0 ? ` - ${warmup}` : ""}`)),
    `    return ${after}`,
  ];
}

function oneCycleLines({ warmup, finalRate, iterations }: Subject["rates"]): readonly string[] {
  const peak = warmup - 1;
  return [
    "def anneal(start, end, share):",
    "    return end + (start - end) / 2 * (1 + math.cos(math.pi * share))",
    "",
    "",
    "def factor(iteration):",
    `    if iteration < ${peak}:`,
    `        return anneal(0.04, 1.0, iteration / ${peak})`,
    `    return anneal(1.0, ${finalRate}, (iteration - ${peak}) / ${iterations - 1 - peak})`,
  ];
}

/** Whether the learning rate changes by a formula. */
export function hasFactor({ rates }: Subject): boolean {
  return (rates.schedule !== "constant" && rates.schedule !== "plateau") || rates.warmup > 0;
}
