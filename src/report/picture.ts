/** A picture of a comparison. */
export interface Picture {
  /** The file's name without its ending. */
  readonly name: string;
  readonly title: string;
  /** What is to be seen, in two sentences. */
  readonly explanation: string;
  /** An SVG document. */
  readonly svg: string;
}
