/** A piece of a JavaScript module: declarations at its top level. */
export interface Code {
  readonly text: string;
  /** What it calls. */
  readonly needs: readonly Code[];
}

/** A piece of code. @param needs what must stand before it */
export function code(text: string, ...needs: readonly Code[]): Code {
  return { text: text.trim(), needs };
}

/** The texts of some pieces and of all that they need, each once, behind what it needs. */
export function joinCode(pieces: readonly Code[], written = new Set<Code>()): readonly string[] {
  return pieces.flatMap((piece) => {
    if (written.has(piece)) return [];
    written.add(piece);
    return [...joinCode(piece.needs, written), piece.text];
  });
}
