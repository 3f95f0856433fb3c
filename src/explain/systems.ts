import { toKeras } from "./keras.ts";
import { toPlayground } from "./playground.ts";
import { toPytorch } from "./pytorch.ts";
import { toSklearn } from "./sklearn.ts";
import type { Subject } from "./subject.ts";

/** One row of {@link systems}. */
export interface System {
  /** What it is called in print. */
  readonly title: string;
  /** The program, or the address, that does the same there. */
  readonly toCode: (subject: Subject) => string;
}

/** The systems that settings are translated for, by name. A new one is a new row here, with its file. */
export const systems = {
  keras: { title: "Keras 3", toCode: toKeras },
  pytorch: { title: "PyTorch", toCode: toPytorch },
  sklearn: { title: "scikit-learn", toCode: toSklearn },
  playground: { title: "TensorFlow Playground", toCode: toPlayground },
} as const satisfies Record<string, System>;

/** The name of a system. */
export type SystemName = keyof typeof systems;

/** All names, in the table's order. */
export const SYSTEM_NAMES: readonly SystemName[] = Object.keys(systems) as SystemName[];
