import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { PROGRAM } from "./bundle-program.ts";
import { TIME_LIMIT_MS } from "./commands.ts";

/** A page on this machine that runs the script in the browser that opens it. */
export interface Page {
  readonly url: string;
  /** The script's answer, as soon as a browser has opened the page. Fails when none comes in time. */
  readonly answer: Promise<string>;
  readonly close: () => void;
}

const HTML = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script>
const post = (body) => fetch("answer", { method: "POST", body });
onerror = (reason) => void post(JSON.stringify({ kind: "failed", reason: String(reason) }));
</script>
<script src="program.js"></script>
<script>${PROGRAM}.answer().then(post);</script>
`;

/** Serves the page to this machine alone. */
export async function servePage(script: string): Promise<Page> {
  const { promise: answer, resolve, reject } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      response.end();
      textOf(request).then(resolve, reject);
    } else if (request.url === "/program.js") {
      response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
    } else {
      response.setHeader("content-type", "text/html").end(HTML);
    }
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const limit = setTimeout(() => reject(new Error("the page did not answer in time")), TIME_LIMIT_MS);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answer,
    close: () => {
      clearTimeout(limit);
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString();
}
