/** A value as JavaScript, also within a page: a name may hold the end of its script. */
export function literal(value: string | readonly string[]): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
