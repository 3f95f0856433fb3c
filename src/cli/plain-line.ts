/**
 * A text as a terminal may get it, whatever a file or a library put into it: on one line, and without control
 * characters, which would colour, move or hide what is printed; each is shown as its code.
 */
export function toPlainLine(text: string): string {
  return showControls(text.replace(/\s*[\r\n]\s*/g, " "));
}

/** The same for a text of several lines. */
export function toPlainLines(text: string): string {
  return text.split("\n").map(showControls).join("\n");
}

function showControls(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
