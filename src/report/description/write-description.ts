import { checkPath } from "../../base/files.ts";
import type { TableDescription } from "../../data/description/description.ts";
import { writePage } from "../write-page.ts";
import { toDescriptionHtml } from "./description-html.ts";
import { drawDescription } from "./description-pictures.ts";

/** A report of a comparison, with pictures of other names, may stand beside it. */
const DESCRIPTION_PAGE = "description.html";

/**
 * Writes a description of a table into a folder: `description.html`, and its pictures as SVG and PNG. If one file cannot
 * be written, none appears. Pictures that an earlier description left in the folder and this one does not have are
 * removed.
 *
 * @param description as `describeTable` made it
 * @param command the command line that makes the page again, for the page
 * @returns the names of the files
 * @throws InvalidInputError when the folder cannot be written
 */
export async function writeDescription(
  description: TableDescription,
  folder: string,
  command?: string,
): Promise<readonly string[]> {
  checkPath(folder, "writeDescription");
  const pictures = drawDescription(description);
  const html = toDescriptionHtml(description, pictures, command);
  return writePage(folder, DESCRIPTION_PAGE, { html, pictures });
}
