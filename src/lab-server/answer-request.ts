import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CONTENT_POLICY } from "./content-policy.ts";
import type { ServedFile } from "./served-files.ts";

/** A file of data that the page is to open, held in memory. */
export interface ServedData {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is served, and to whom. */
export interface Service {
  readonly files: ReadonlyMap<string, ServedFile>;
  readonly data: ServedData | undefined;
  /** The port that the server listens on. */
  readonly port: () => number;
}

/** The folder of the one file of data. */
export const DATA_FOLDER = "/data/";

/** What every answer says, refusals included. */
const HEADERS = {
  "content-security-policy": CONTENT_POLICY,
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** Names of these files change with their contents: copies may be kept for a year, in seconds. */
const LASTING = "public, max-age=31536000, immutable";

/**
 * Answers one request: with a file of the page, the data, or a refusal in one line. Only this machine can reach the
 * server; that a page of another site cannot make the browser ask it, is what the names of host and origin are for.
 */
export async function answerRequest(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refuse(request, service.port());
  if (refusal !== undefined) return send(response, refusal[0], { text: refusal[1] });
  const address = addressOf(request.url ?? "/");
  const file = service.files.get(address);
  const { data } = service;
  if (file !== undefined) {
    const cacheControl = file.isLasting ? LASTING : "no-cache";
    return send(response, 200, {
      bytes: await readFile(file.path),
      contentType: file.contentType,
      cacheControl,
    });
  }
  if (data !== undefined && address === DATA_FOLDER + data.name)
    return send(response, 200, { bytes: data.bytes });
  return send(response, 404, { text: "There is no such file." });
}

/** The status and the words for a request that is not answered. */
function refuse(
  { method, headers }: IncomingMessage,
  port: number,
): readonly [status: number, text: string] | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? "")) return [403, "This server answers to its own address alone."];
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    return [403, "This server answers no other site."];
  return method === "GET" || method === "HEAD"
    ? undefined
    : [405, "This server gives out files, and takes none."];
}

/** The address of a request without what follows it, with its escapes read; as it is where they are broken. */
function addressOf(url: string): string {
  const [path = "/"] = url.split(/[?#]/, 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What an answer holds. */
interface Answer {
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly contentType?: string;
  readonly cacheControl?: string;
}

function send(response: ServerResponse, status: number, answer: Answer): void {
  const { text, bytes = new TextEncoder().encode(`${text}\n`), cacheControl = "no-store" } = answer;
  const usualType = text === undefined ? "application/octet-stream" : "text/plain; charset=utf-8";
  response.writeHead(status, {
    ...HEADERS,
    ...(status === 405 ? { allow: "GET, HEAD" } : {}),
    "cache-control": cacheControl,
    "content-length": bytes.length,
    "content-type": answer.contentType ?? usualType,
  });
  // Node leaves out the body where only the head was asked for.
  response.end(bytes);
}
