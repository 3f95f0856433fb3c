import { checkBytes } from "../check-bytes.ts";
import { describeContents } from "../file-format.ts";
import { invalidFile } from "../invalid-file.ts";
import type { RawTable } from "../table/raw-table.ts";
import { type EncodingChoice, toUtf8 } from "../text-encoding.ts";
import { delimiterOf, type HeaderChoice, readHeader, recordsToTable } from "./csv-table.ts";
import { scanRecords } from "./scan-records.ts";

/**
 * Reads comma, semicolon or tab separated text (RFC 4180) in UTF-8, UTF-16 or Latin-1. Strict: a row with too few or too
 * many cells or an open quote is an error, named by line and column. Numbers have decimal points; lines may end in any
 * way, also each in another.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @param encodingChoice how the text is stored; "auto" finds it out
 * @throws InvalidInputError naming file, line and column when the text is damaged, empty, no text, or its header unclear
 */
export function readCsv(
  bytes: Uint8Array,
  source: string,
  header: HeaderChoice = "auto",
  encodingChoice: EncodingChoice = "auto",
): RawTable {
  checkBytes(bytes, source);
  const other = describeContents(bytes);
  if (other !== undefined) {
    throw invalidFile(source, "text in UTF-8, UTF-16 or Latin-1", other, "readTable reads such files.");
  }
  const { utf8, encoding } = toUtf8(bytes, source, encodingChoice);
  const delimiter = delimiterOf(utf8);
  const records = scanRecords(utf8, delimiter.charCodeAt(0), { source });
  const names = readHeader(records, source, header);
  return recordsToTable(records, names.hasNames ? 1 : 0, names, { source, delimiter, encoding });
}
