import { type DataSplit, readDataset, type TargetColumn } from "wellfit";

/**
 * A data file that lies on the page's own server, read as the command line reads it.
 *
 * @throws Error when it is not there, InvalidInputError when it is not as it should be
 */
export async function readServedFile(address: URL): Promise<DataSplit<TargetColumn>> {
  const name = decodeURIComponent(address.pathname.slice(address.pathname.lastIndexOf("/") + 1));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${name}: the server has no such file.`);
  return readDataset(await response.arrayBuffer(), { name });
}
