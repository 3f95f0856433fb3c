/** The systems that are measured, and how to start each. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findPythonPackages } from "./find-python.ts";
import type { Precision } from "./peers/protocol.ts";
import type { Missing } from "./results.ts";

/** A system of one precision: a program to start, and what to start it for. */
export interface System {
  readonly id: string;
  /** What it is a kind of: ratios compare families. */
  readonly family: string;
  readonly name: string;
  /** How the system is used, where there is more than one way. */
  readonly detail?: string;
  readonly precision: Precision;
  readonly threads: number;
  /** The program and its arguments; the number of threads comes behind them. */
  readonly command: readonly string[];
  /** The jobs and their variants that it is measured on, as "job/variant". */
  readonly runs: readonly string[];
  /** Why its loss is not ours, where it trains something else; else its loss is held against ours. */
  readonly difference?: string;
}

/** How to install the systems in JavaScript. */
const INSTALL = "npm ci --prefix bench/peers";

const ARTICLE = "article/none";
const MOONS = "moons/none";
const STEPS = ["digits/none", "large/none"];
const MINIBATCHES = ["batches-small/none", "batches-large/dropout"];
const MINIBATCHES_ADAM = ["batches-large/adam"];
const EVERYTHING = [ARTICLE, "article/l2", "article/frozen", "article/fresh", MOONS, ...STEPS];

/** What tells systems with two threads from those with one. */
const TOGETHER = "2 threads";

/** A Python system, the program that uses it, and what it is measured on, by precision. */
interface PythonPeer {
  readonly module: string;
  readonly family: string;
  readonly name: string;
  readonly detail?: string;
  /** One, unless said. */
  readonly threads?: number;
  readonly script: string;
  readonly runs: Partial<Record<Precision, readonly string[]>>;
}

const PYTHON_PEERS: readonly PythonPeer[] = [
  {
    module: "numpy",
    family: "numpy",
    name: "NumPy",
    detail: "as the exercise writes it",
    script: "numpy-exercise-peer.py",
    runs: { f64: [ARTICLE, "article/l2", "article/frozen", "article/fresh", MOONS] },
  },
  {
    module: "numpy",
    family: "numpy-reused",
    name: "NumPy",
    detail: "arrays reused",
    script: "numpy-peer.py",
    runs: { f64: EVERYTHING, f32: STEPS },
  },
  {
    module: "torch",
    family: "pytorch",
    name: "PyTorch",
    script: "torch-peer.py",
    runs: {
      f64: [ARTICLE, "article/l2", "article/fresh", MOONS, ...STEPS],
      f32: [ARTICLE, MOONS, ...STEPS, ...MINIBATCHES, ...MINIBATCHES_ADAM],
    },
  },
  {
    module: "torch",
    family: "pytorch-together",
    name: "PyTorch",
    detail: TOGETHER,
    threads: 2,
    script: "torch-peer.py",
    runs: { f32: MINIBATCHES },
  },
  {
    module: "sklearn",
    family: "scikit-learn",
    name: "scikit-learn",
    script: "sklearn-peer.py",
    runs: { f64: [ARTICLE, "article/l2", MOONS] },
  },
];

const TFJS_INTERFACES = {
  gradients: "gradients by hand",
  minimize: "optimizer.minimize",
  layers: "layers.fit",
} as const;

/** A system's name with what tells it from its siblings. */
export function labelOf({ name, detail, precision }: System): string {
  return [name, detail, precision].filter((part) => part !== undefined).join(", ");
}

/** All systems of this machine; those that are not here, with the reason. */
export function findSystems(): { systems: readonly System[]; missing: readonly Missing[] } {
  const missing: Missing[] = [];
  const systems = [...wellfitSystems(), ...pythonSystems(missing), ...scriptSystems(missing)];
  return { systems, missing };
}

function wellfitSystems(): System[] {
  const common = { name: "wellfit", command: [process.execPath, pathOf("wellfit.ts")] };
  const alone = (["f64", "f32"] as const).map((precision) => ({
    ...common,
    id: `wellfit-${precision}`,
    family: "wellfit",
    precision,
    threads: 1,
    runs: precision === "f64" ? EVERYTHING : [...EVERYTHING, ...MINIBATCHES, ...MINIBATCHES_ADAM],
  }));
  const together = {
    ...common,
    id: "wellfit-together-f32",
    family: "wellfit-together",
    detail: TOGETHER,
    precision: "f32" as const,
    threads: 2,
    runs: MINIBATCHES,
  };
  return [...alone, together];
}

function pythonSystems(missing: Missing[]): System[] {
  const packages = findPythonPackages(PYTHON_PEERS.map(({ module }) => module));
  return PYTHON_PEERS.flatMap(({ module, family, name, detail, threads = 1, script, runs: byPrecision }) => {
    const { found, reason } = packages(module);
    if (found.length === 0 && !missing.some((system) => system.name === name)) missing.push({ name, reason });
    const precisions = Object.entries(byPrecision) as [Precision, readonly string[]][];
    return found.flatMap(({ python, version }) =>
      precisions.map(([precision, runs]) => ({
        id: `${family}-${version}-${precision}`,
        family,
        name: `${name} ${version}`,
        ...(detail === undefined ? {} : { detail }),
        precision,
        threads,
        command: [python, pathOf(`peers/${script}`)],
        runs,
      })),
    );
  });
}

function scriptSystems(missing: Missing[]): System[] {
  const isInstalled = (name: string, module: string): boolean => {
    const isHere = existsSync(new URL(`peers/node_modules/${module}/package.json`, import.meta.url));
    if (!isHere) missing.push({ name, reason: `not installed: ${INSTALL}` });
    return isHere;
  };
  return [
    ...(isInstalled("TensorFlow.js", "@tensorflow/tfjs-core") ? tensorflowSystems() : []),
    ...(isInstalled("brain.js", "brain.js") ? [brainSystem()] : []),
    ...(isInstalled("ConvNetJS", "convnetjs") ? [convnetSystem()] : []),
  ];
}

function tensorflowSystems(): System[] {
  return (["wasm", "cpu"] as const).flatMap((backend) =>
    Object.entries(TFJS_INTERFACES).map(([programInterface, words]) => ({
      id: `tfjs-${backend}-${programInterface}`,
      family: "tfjs",
      name: "TensorFlow.js",
      detail: `${backend}, ${words}`,
      precision: "f32" as const,
      threads: 1,
      command: [process.execPath, pathOf("peers/tfjs-peer.mjs"), backend, programInterface],
      runs: backend === "wasm" ? tensorflowRuns(programInterface) : [ARTICLE],
    })),
  );
}

/** What the wasm backend is measured on; nobody writes Adam out by hand. */
function tensorflowRuns(programInterface: string): readonly string[] {
  const adam = programInterface === "gradients" ? [] : MINIBATCHES_ADAM;
  return [ARTICLE, MOONS, ...STEPS, ...MINIBATCHES, ...adam];
}

function brainSystem(): System {
  return {
    id: "brain-f64",
    family: "brain.js",
    name: "brain.js",
    precision: "f64",
    threads: 1,
    command: [process.execPath, pathOf("peers/brain-peer.mjs")],
    runs: [ARTICLE],
    difference:
      "changes the weights after every example, by the squared error, with one activation in all layers: " +
      "the same passes through the same network, another training",
  };
}

function convnetSystem(): System {
  return {
    id: "convnet-f64",
    family: "ConvNetJS",
    name: "ConvNetJS",
    precision: "f64",
    threads: 1,
    command: [process.execPath, pathOf("peers/convnet-peer.mjs")],
    runs: [ARTICLE],
    difference:
      "has no single output unit: its softmax of two units starts with the same probabilities, but moves " +
      "their difference twice as far in every step",
  };
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
