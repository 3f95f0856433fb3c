import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InvalidInputError } from "../base/errors.ts";
import { answerRequest, DATA_FOLDER, type ServedData } from "./answer-request.ts";
import { listServedFiles } from "./served-files.ts";

/** What {@link serveLab} serves, and where. */
export interface LabServing {
  /** The folder of the built page. */
  readonly folder: string;
  /** The port; any free one by default. */
  readonly port?: number | undefined;
  /** A file of data for the page. */
  readonly data?: ServedData | undefined;
}

/** A server at work. */
export interface LabServer {
  /** Where the page is: "http://127.0.0.1:8610/". */
  readonly url: string;
  /** Where the data are, from the page on: "data/points.csv". Undefined without data. */
  readonly dataAddress: string | undefined;
  /** Ends the server, and all connections with it. */
  readonly close: () => Promise<void>;
}

/** The only address that is listened on: no other machine reaches it. */
const HOST = "127.0.0.1";

/**
 * Serves the lab's page to the browsers of this machine.
 *
 * @throws InvalidInputError when the port is taken or not allowed; an error of the system where the page is not there
 */
export async function serveLab({ folder, port = 0, data }: LabServing): Promise<LabServer> {
  const files = await listServedFiles(folder);
  const portOf = (): number => (server.address() as AddressInfo).port;
  const service = { files, data, port: portOf };
  const server = createServer((request, response) => {
    answerRequest(service, request, response).catch((error: Error) => response.destroy(error));
  });
  await listen(server, port);
  return {
    url: `http://${HOST}:${portOf()}/`,
    dataAddress: data && `${DATA_FOLDER.slice(1)}${encodeURIComponent(data.name)}`,
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(toRefusal(port, cause)));
    server.listen(port, HOST, resolve);
  });
}

function toRefusal(port: number, cause: NodeJS.ErrnoException): Error {
  const received = { EADDRINUSE: "one in use", EACCES: "one that is not allowed" }[cause.code ?? ""];
  if (received === undefined) return cause;
  return new InvalidInputError(
    {
      source: "option",
      where: `port ${port}`,
      expected: "a free port",
      received,
      hint: "Name another, or 0 for any that is free.",
    },
    { cause },
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
