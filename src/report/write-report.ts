import { join } from "node:path";
import { checkPath, readBytes, removeFiles, writeFolder } from "../base/files.ts";
import { exists } from "../base/places.ts";
import type { Comparison } from "../compare/comparison.ts";
import { picturesOf, toHtml } from "./html.ts";
import { drawPictures } from "./pictures.ts";
import { renderPng } from "./png.ts";

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
  const files = new Map<string, string | Uint8Array>([
    ["report.html", toHtml(comparison, pictures, command)],
  ]);
  for (const { name, svg } of pictures) {
    files.set(`${name}.svg`, svg);
    files.set(`${name}.png`, renderPng(svg));
  }
  const former = await findFormerPictures(folder);
  await writeFolder(folder, files);
  await removeFiles(
    folder,
    former.filter((name) => !files.has(name)),
  );
  return [...files.keys()];
}

/** The files of the pictures that the page of an earlier report in a folder shows; none where there is no such page. */
async function findFormerPictures(folder: string): Promise<string[]> {
  const page = join(folder, "report.html");
  if (!(await exists(page))) return [];
  const html = await readBytes(page).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => "",
  );
  return picturesOf(html).flatMap((name) => [`${name}.svg`, `${name}.png`]);
}
