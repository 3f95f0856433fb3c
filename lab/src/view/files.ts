/** Files that a reader takes away, made in the page. */

import inter400 from "../style/fonts/inter-400.woff2?url";
import inter600 from "../style/fonts/inter-600.woff2?url";

/** Pixels of a picture for each of its own units. */
const SCALE = 2;

/** Gives the reader a file. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** An SVG document as a file. */
export function svgFile(svg: string): Blob {
  return new Blob([svg], { type: "image/svg+xml" });
}

/**
 * An SVG document as PNG, drawn by the browser in light colours. Text is set in Inter, as on the page; the reader's own
 * fonts supply what that lacks.
 *
 * @throws Error when the browser cannot draw it
 */
export async function pngFile(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(svgFile(await withFonts(inLight(svg))));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * image.naturalWidth;
    canvas.height = SCALE * image.naturalHeight;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (file === null) throw new Error("The browser could not draw the picture.");
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The same picture with its typeface in it: a picture does not see the fonts of the page that it stands in. */
async function withFonts(svg: string): Promise<string> {
  const faces = [
    { weight: 400, address: inter400 },
    { weight: 600, address: inter600 },
  ].map(async ({ weight, address }) => {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const source = `url(data:font/woff2;base64,${btoa(letters)})`;
    return `@font-face{font-family:Inter;font-weight:${weight};src:${source}}`;
  });
  return svg.replace("<style>", `<style>${(await Promise.all(faces)).join("")}`);
}

/** The same picture whatever scheme the reader prefers: a file is for others, too. */
function inLight(svg: string): string {
  return svg.replaceAll("@media (prefers-color-scheme:dark)", "@media not all");
}
