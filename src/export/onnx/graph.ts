/**
 * Graphs of ONNX (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, from where the fields' numbers are): nodes that
 * compute named arrays from others, and arrays that are there from the start.
 */

import { joinBytes } from "../../data/bytes.ts";
import type { Precision } from "../../engine/precision.ts";
import { bytesField, wholeField } from "./protobuf.ts";

/** ONNX 1.12, of 2022: all that the graphs need, and old enough for most programs. */
const OPERATOR_SET = 17;
/** Of the operators of machine learning, the domain that has those for texts. */
const TEXT_DOMAIN = "ai.onnx.ml";
const TEXT_OPERATOR_SET = 2;
const TEXT_OPERATORS: readonly string[] = ["LabelEncoder"];
const FORMAT_VERSION = 8;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;
const STRINGS_ATTRIBUTE = 8;

/** ONNX' numbers of the types that elements of an array can have. */
export const ELEMENT_TYPES = { f32: 1, int64: 7, text: 8, f64: 11 } as const satisfies Record<
  Precision | "int64" | "text",
  number
>;

/** What the elements of an array are. */
export type ElementType = keyof typeof ELEMENT_TYPES;

/** Whole numbers and texts by name that say how a node computes. */
export type Attributes = Readonly<Record<string, number | readonly number[] | readonly string[]>>;

/** The name of an array in a graph. */
export type ArrayName = string;

/** Examples × columns; how many examples there are is open. */
export interface Port {
  readonly name: ArrayName;
  readonly columns: number;
  readonly type: ElementType;
}

/** Builds the graph of a model with one output, in one precision. No two arrays in it have the same name. */
export class Graph {
  readonly precision: Precision;
  readonly #output: Port;
  readonly #inputs: Port[] = [];
  readonly #nodes: Uint8Array[] = [];
  readonly #initializers: Uint8Array[] = [];
  readonly #constants = new Map<string, ArrayName>();
  readonly #names: Set<ArrayName>;
  #usesTexts = false;

  constructor(precision: Precision, output: Omit<Port, "type">) {
    this.precision = precision;
    this.#output = { ...output, type: precision };
    this.#names = new Set([output.name]);
  }

  /**
   * Adds an input. All of them come before the first node, so that they have the names that they ask for.
   *
   * @returns its name, which differs from the one that was asked for where that cannot be had or is taken: "age (2)"
   */
  addInput({ name, columns, type }: Port): ArrayName {
    const given = this.#claim(toPlainName(name), (copy) => `${toPlainName(name)} (${copy})`);
    this.#inputs.push({ name: given, columns, type });
    return given;
  }

  /**
   * Adds a node.
   *
   * @param operator its name in ONNX
   * @returns the name of its result
   */
  add(operator: string, inputs: readonly ArrayName[], attributes: Attributes = {}): ArrayName {
    const name = `${operator}_${this.#nodes.length + 1}`;
    const result = this.#claim(name, (copy) => `${name}_${copy}`);
    this.#addNode({ operator, inputs, attributes, name, result });
    return result;
  }

  /** An array with elements of another type. */
  cast(array: ArrayName, type: ElementType): ArrayName {
    return this.add("Cast", [array], { to: ELEMENT_TYPES[type] });
  }

  /** A single number. */
  constant(value: number, type: ElementType = this.precision): ArrayName {
    const key = `${type} ${value}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.array(`constant_${this.#constants.size + 1}`, [], Float64Array.of(value), type);
    this.#constants.set(key, name);
    return name;
  }

  /** An array of numbers. @param sizes from the outermost to the innermost @returns its name, as asked for unless that is taken */
  array(
    name: ArrayName,
    sizes: readonly number[],
    values: Float64Array,
    type: ElementType = this.precision,
  ): ArrayName {
    const given = this.#claim(name, (copy) => `${name}_${copy}`);
    this.#initializers.push(
      joinBytes([
        ...sizes.map((size) => wholeField(1, size)),
        wholeField(2, ELEMENT_TYPES[type]),
        bytesField(8, given),
        bytesField(9, toBytes(values, type)),
      ]),
    );
    return given;
  }

  /** The bytes of a file. @param result the array that is the output */
  toModel(result: ArrayName, { name, producer, metadata }: ModelFrame): Uint8Array {
    const last = { operator: "Identity", inputs: [result], attributes: {}, name: "output" };
    this.#addNode({ ...last, result: this.#output.name });
    const graph = joinBytes([
      ...this.#nodes.map((node) => bytesField(1, node)),
      bytesField(2, name),
      ...this.#initializers.map((array) => bytesField(5, array)),
      ...this.#inputs.map((input) => bytesField(11, toValueInfo(input))),
      bytesField(12, toValueInfo(this.#output)),
    ]);
    const domains = [["", OPERATOR_SET], ...(this.#usesTexts ? [[TEXT_DOMAIN, TEXT_OPERATOR_SET]] : [])] as [
      string,
      number,
    ][];
    return joinBytes([
      wholeField(1, FORMAT_VERSION),
      bytesField(2, producer.name),
      bytesField(3, producer.version),
      bytesField(7, graph),
      ...domains.map(([domain, version]) =>
        bytesField(8, joinBytes([bytesField(1, domain), wholeField(2, version)])),
      ),
      ...Object.entries(metadata).map(([key, value]) =>
        bytesField(14, joinBytes([bytesField(1, key), bytesField(2, value)])),
      ),
    ]);
  }

  #addNode({ operator, inputs, attributes, name, result }: Node): void {
    const isOfTexts = TEXT_OPERATORS.includes(operator);
    this.#usesTexts ||= isOfTexts;
    this.#nodes.push(
      joinBytes([
        ...inputs.map((input) => bytesField(1, input)),
        bytesField(2, result),
        bytesField(3, name),
        bytesField(4, operator),
        ...Object.entries(attributes).map(([key, value]) => bytesField(5, toAttribute(key, value))),
        ...(isOfTexts ? [bytesField(7, TEXT_DOMAIN)] : []),
      ]),
    );
  }

  /** Takes a name, or the first of its variants that is free. */
  #claim(name: ArrayName, variant: (copy: number) => ArrayName): ArrayName {
    let free = name;
    for (let copy = 2; this.#names.has(free); copy++) free = variant(copy);
    this.#names.add(free);
    return free;
  }
}

interface Node {
  readonly operator: string;
  readonly inputs: readonly ArrayName[];
  readonly attributes: Attributes;
  readonly name: string;
  readonly result: ArrayName;
}

/** What stands around a graph in a file. */
export interface ModelFrame {
  readonly name: string;
  readonly producer: { readonly name: string; readonly version: string };
  /** Texts for whoever reads the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A name that can stand in a file, where an empty one is none: without halves of characters, and ends of texts in C. */
function toPlainName(name: string): string {
  return name === "" ? "column" : name.toWellFormed().replaceAll("\0", "\ufffd");
}

function toAttribute(name: string, value: Attributes[string]): Uint8Array {
  return joinBytes([bytesField(1, name), ...toContent(value)]);
}

function toContent(value: Attributes[string]): readonly Uint8Array[] {
  if (typeof value === "number") return [wholeField(3, value), wholeField(20, INT_ATTRIBUTE)];
  const isOfTexts = value.some((item) => typeof item === "string");
  return [
    ...value.map((item) => (typeof item === "string" ? bytesField(9, item) : wholeField(8, item))),
    wholeField(20, isOfTexts ? STRINGS_ATTRIBUTE : INTS_ATTRIBUTE),
  ];
}

function toValueInfo({ name, columns, type }: Port): Uint8Array {
  const dimensions = [bytesField(2, "examples"), wholeField(1, columns)].map((size) => bytesField(1, size));
  const tensor = joinBytes([wholeField(1, ELEMENT_TYPES[type]), bytesField(2, joinBytes(dimensions))]);
  return joinBytes([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}

function toBytes(values: Float64Array, type: ElementType): Uint8Array {
  const size = type === "f32" ? 4 : 8;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, index) => {
    if (type === "f32") view.setFloat32(index * size, value, true);
    else if (type === "f64") view.setFloat64(index * size, value, true);
    else view.setBigInt64(index * size, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}
