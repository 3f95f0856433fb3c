import type { ColumnMetaData, RowGroup } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { checkUnpacked } from "../compression/unpack-limit.ts";

/** More values than any page has: what a damaged header says. */
const BYTES_PER_VALUE = 8;

/**
 * Checks what the pages of a file say of their sizes before anything is made of them: a damaged size would have the reader
 * make a list of billions. The pages of a column must hold just as many values as the column, and a column without lists
 * as many as there are rows.
 *
 * @param isNested whether a column has lists in it, whose values are as many as they are
 * @param source the file's name, for messages
 * @param limit how many bytes the columns may take
 * @throws RangeError when the sizes do not fit each other
 * @throws InvalidInputError when they are more than the limit
 */
export function checkPages(
  bytes: Uint8Array,
  groups: readonly RowGroup[],
  {
    isNested,
    source,
    limit,
  }: {
    readonly isNested: (column: string) => boolean;
    readonly source: string;
    readonly limit: number;
  },
): void {
  let size = 0;
  for (const { columns, num_rows: rows } of groups) {
    for (const { meta_data: column } of columns) {
      if (column === undefined) throw new RangeError("a column without a description");
      const [name = ""] = column.path_in_schema;
      if (isNested(name)) continue;
      if (column.num_values !== rows) throw new RangeError("a column of another length");
      size += Number(column.num_values) * BYTES_PER_VALUE;
      checkUnpacked(size, limit, source);
      size += pageBytes(bytes, column, limit - size);
      checkUnpacked(size, limit, source);
    }
  }
}

/** The size of a column's pages when they are unpacked. @throws RangeError when they hold other than its values */
function pageBytes(bytes: Uint8Array, column: ColumnMetaData, limit: number): number {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 0 && start <= end && end <= bytes.length)) throw new RangeError("a column beyond the end");
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset + start, end - start), offset: 0 };
  let values = 0;
  let size = 0;
  while (reader.offset < end - start && size <= limit) {
    const header = parquetHeader(reader);
    const dictionary = header.dictionary_page_header?.num_values ?? 0;
    const data = (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0;
    const sizes = [header.compressed_page_size, header.uncompressed_page_size, dictionary, data];
    if (!sizes.every((each) => Number.isSafeInteger(each) && each >= 0))
      throw new RangeError("a page of no size");
    // Every entry of a dictionary takes at least a bit of its page.
    if (dictionary > BYTES_PER_VALUE * header.uncompressed_page_size)
      throw new RangeError("too many entries");
    values += data;
    size += header.uncompressed_page_size;
    reader.offset += header.compressed_page_size;
  }
  if (values !== Number(column.num_values) && size <= limit) throw new RangeError("pages of other values");
  return size;
}
