/**
 * Graphs of ONNX (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, from where the fields' numbers are): nodes that
 * compute named arrays from others, and arrays that are there from the start.
 */

import { joinBytes } from "../../data/bytes.ts";
import type { Precision } from "../../engine/precision.ts";
import { bytesField, wholeField } from "./protobuf.ts";

/** ONNX 1.12, of 2022: all that the graphs need, and old enough for most programs. */
const OPERATOR_SET = 17;
const FORMAT_VERSION = 8;
const ELEMENT_TYPES = { f32: 1, f64: 11 } as const satisfies Record<Precision, number>;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;

/** Whole numbers by name that say how a node computes. */
export type Attributes = Readonly<Record<string, number | readonly number[]>>;

/** The name of an array in a graph. */
export type ArrayName = string;

/** Builds the graph of a model with one input and one output, in one precision. */
export class Graph {
  readonly precision: Precision;
  readonly #nodes: Uint8Array[] = [];
  readonly #initializers: Uint8Array[] = [];
  readonly #constants = new Map<number, ArrayName>();

  constructor(precision: Precision) {
    this.precision = precision;
  }

  /**
   * Adds a node.
   *
   * @param operator its name in ONNX
   * @param output what its result is called; a name of its own by default
   * @returns the name of its result
   */
  add(
    operator: string,
    inputs: readonly ArrayName[],
    attributes: Attributes = {},
    output?: ArrayName,
  ): ArrayName {
    const name = `${operator}_${this.#nodes.length + 1}`;
    const result = output ?? name;
    this.#nodes.push(
      joinBytes([
        ...inputs.map((input) => bytesField(1, input)),
        bytesField(2, result),
        bytesField(3, name),
        bytesField(4, operator),
        ...Object.entries(attributes).map(([key, value]) => bytesField(5, toAttribute(key, value))),
      ]),
    );
    return result;
  }

  /** A single number. */
  constant(value: number): ArrayName {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const name = this.array(`constant_${this.#constants.size + 1}`, [], Float64Array.of(value));
    this.#constants.set(value, name);
    return name;
  }

  /** An array of its own name. @param sizes from the outermost to the innermost */
  array(name: ArrayName, sizes: readonly number[], values: Float64Array): ArrayName {
    this.#initializers.push(
      joinBytes([
        ...sizes.map((size) => wholeField(1, size)),
        wholeField(2, ELEMENT_TYPES[this.precision]),
        bytesField(8, name),
        bytesField(9, toBytes(values, this.precision)),
      ]),
    );
    return name;
  }

  /** The bytes of a file. */
  toModel({ name, producer, input, output, metadata }: ModelFrame): Uint8Array {
    const graph = joinBytes([
      ...this.#nodes.map((node) => bytesField(1, node)),
      bytesField(2, name),
      ...this.#initializers.map((array) => bytesField(5, array)),
      bytesField(11, toValueInfo(input, this.precision)),
      bytesField(12, toValueInfo(output, this.precision)),
    ]);
    return joinBytes([
      wholeField(1, FORMAT_VERSION),
      bytesField(2, producer.name),
      bytesField(3, producer.version),
      bytesField(7, graph),
      bytesField(8, joinBytes([bytesField(1, ""), wholeField(2, OPERATOR_SET)])),
      ...Object.entries(metadata).map(([key, value]) =>
        bytesField(14, joinBytes([bytesField(1, key), bytesField(2, value)])),
      ),
    ]);
  }
}

/** Examples × columns; how many examples there are is open. */
interface Port {
  readonly name: ArrayName;
  readonly columns: number;
}

/** What stands around a graph in a file. */
export interface ModelFrame {
  readonly name: string;
  readonly producer: { readonly name: string; readonly version: string };
  readonly input: Port;
  readonly output: Port;
  /** Texts for whoever reads the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

function toAttribute(name: string, value: number | readonly number[]): Uint8Array {
  const content =
    typeof value === "number"
      ? [wholeField(3, value), wholeField(20, INT_ATTRIBUTE)]
      : [...value.map((item) => wholeField(8, item)), wholeField(20, INTS_ATTRIBUTE)];
  return joinBytes([bytesField(1, name), ...content]);
}

function toValueInfo({ name, columns }: Port, precision: Precision): Uint8Array {
  const dimensions = [bytesField(2, "examples"), wholeField(1, columns)].map((size) => bytesField(1, size));
  const type = joinBytes([wholeField(1, ELEMENT_TYPES[precision]), bytesField(2, joinBytes(dimensions))]);
  return joinBytes([bytesField(1, name), bytesField(2, bytesField(1, type))]);
}

function toBytes(values: Float64Array, precision: Precision): Uint8Array {
  const size = precision === "f64" ? 8 : 4;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, index) => {
    if (precision === "f64") view.setFloat64(index * size, value, true);
    else view.setFloat32(index * size, value, true);
  });
  return new Uint8Array(view.buffer);
}
