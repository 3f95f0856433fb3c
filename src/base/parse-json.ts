import { describeValue, InvalidInputError } from "./errors.ts";

/**
 * The value of a JSON text. The platforms' own messages differ; the place, where they tell it, does not.
 *
 * @param source the file's name, for messages
 * @param expected what the text should be: "a model of wellfit"
 * @param firstLine the line of the file that the text begins on, where it is a part of one, counted from 1
 * @throws InvalidInputError with line and column, where they are known
 */
export function parseJson(text: string, source: string, expected: string, firstLine?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec((error as SyntaxError).message);
    const line = place === null ? firstLine : Number(place[1]) + (firstLine ?? 1) - 1;
    const where = [source, line, place?.[2]].filter((part) => part !== undefined).join(":");
    const received = text.trimStart().startsWith("{")
      ? "a document that is damaged or cut off"
      : `a text that begins with ${describeValue(text.slice(0, 30))}`;
    throw new InvalidInputError({ source: "file", where, expected: `${expected}, which is JSON`, received });
  }
}
