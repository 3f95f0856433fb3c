import { join } from "node:path";
import { formatPlural } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import { writeReport } from "../report/write-report.ts";
import type { Output } from "./output.ts";

/** Writes the report of a comparison and says where it is. */
export async function writeReportAndTell(
  output: Output,
  comparison: Comparison,
  folder: string,
  commandLine: string,
): Promise<void> {
  tellPage(output, folder, await writeReport(comparison, folder, commandLine));
}

/** Says where a page is. @param files its name, then those of the pictures beside it */
export function tellPage(output: Output, folder: string, [page = "", ...files]: readonly string[]): void {
  const pictures = files.filter((name) => name.endsWith(".svg")).length;
  const beside = pictures === 0 ? "" : `, and beside it ${formatPlural(pictures, "picture")} as SVG and PNG`;
  output.print();
  output.printText(`report: ${output.colors.bold(join(folder, page))}${beside}`);
}
