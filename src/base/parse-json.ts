import { describeValue, InvalidInputError } from "./errors.ts";

/**
 * The value of a JSON text. The platforms' own messages differ; the place, where they tell it, does not.
 *
 * @param source the file's name, for messages
 * @param expected what the text should be: "a model of wellfit"
 * @throws InvalidInputError with line and column, where they are known
 */
export function parseJson(text: string, source: string, expected: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec((error as SyntaxError).message);
    const where = place === null ? source : `${source}:${place[1]}:${place[2]}`;
    const received = text.trimStart().startsWith("{")
      ? "a document that is damaged or cut off"
      : `a text that begins with ${describeValue(text.slice(0, 30))}`;
    throw new InvalidInputError({ source: "file", where, expected: `${expected}, which is JSON`, received });
  }
}
