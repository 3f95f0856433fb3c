import { join } from "node:path";
import { readBytes, removeFiles, writeFolder } from "../base/files.ts";
import { exists } from "../base/places.ts";
import { picturesOf } from "./page-parts.ts";
import type { Picture } from "./picture.ts";
import { renderPng } from "./png.ts";

/** A page and the pictures that stand beside it. */
export interface WrittenPage {
  readonly html: string;
  readonly pictures: readonly Picture[];
}

/**
 * Writes a page into a folder, and every picture as SVG and PNG. If one file cannot be written, none appears. Pictures
 * that an earlier page of this name left in the folder and this one does not have are removed.
 *
 * @param page the name of its file
 * @returns the names of the files
 * @throws InvalidInputError when the folder cannot be written
 */
export async function writePage(
  folder: string,
  page: string,
  { html, pictures }: WrittenPage,
): Promise<readonly string[]> {
  const files = new Map<string, string | Uint8Array>([[page, html]]);
  for (const { name, svg } of pictures) {
    files.set(`${name}.svg`, svg);
    files.set(`${name}.png`, renderPng(svg));
  }
  const former = await findFormerPictures(join(folder, page));
  await writeFolder(folder, files);
  await removeFiles(
    folder,
    former.filter((name) => !files.has(name)),
  );
  return [...files.keys()];
}

/** The files of the pictures that an earlier page shows; none where there is no such page. */
async function findFormerPictures(page: string): Promise<string[]> {
  if (!(await exists(page))) return [];
  const html = await readBytes(page).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => "",
  );
  return picturesOf(html).flatMap((name) => [`${name}.svg`, `${name}.png`]);
}
