import { checkPath } from "../base/files.ts";
import type { Comparison } from "../compare/comparison.ts";
import { toHtml } from "./html.ts";
import { drawPictures } from "./pictures.ts";
import { writePage } from "./write-page.ts";

/**
 * Writes a comparison into a folder: `report.html`, and every picture as SVG and PNG. If one file cannot be written,
 * none appears. Pictures that an earlier report left in the folder and this one does not have are removed.
 *
 * @param command the command line that repeats the comparison, for the page
 * @returns the names of the files
 * @throws InvalidInputError when the folder cannot be written
 */
export async function writeReport(
  comparison: Comparison,
  folder: string,
  command: string,
): Promise<readonly string[]> {
  checkPath(folder, "writeReport");
  const pictures = drawPictures(comparison);
  return writePage(folder, "report.html", { html: toHtml(comparison, pictures, command), pictures });
}
