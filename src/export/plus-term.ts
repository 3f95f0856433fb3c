/** A number as the last term of a sum, in every language: "+ 4000", "- 12.5". */
export function plusTerm(value: number): string {
  return value < 0 ? `- ${-value}` : `+ ${value}`;
}
