import { join } from "node:path";
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
  const files = await writeReport(comparison, folder, commandLine);
  const page = output.colors.bold(join(folder, "report.html"));
  output.print();
  const pictures = files.filter((name) => name.endsWith(".svg")).length;
  output.printText(`report: ${page}, and beside it ${pictures} pictures as SVG and PNG`);
}
