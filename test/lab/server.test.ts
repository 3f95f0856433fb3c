import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTENT_POLICY } from "../../src/lab-server/content-policy.ts";
import { type LabServer, serveLab } from "../../src/lab-server/serve-lab.ts";

let folder: string;
let server: LabServer;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-served-"));
  await mkdir(join(folder, "page/assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "page/index.html"), "<h1>page</h1>");
  await writeFile(join(folder, "page/assets/a-1b2c.js"), "run()");
  await writeFile(join(folder, "page/assets/inter.woff2"), "letters");
  const data = { name: "my points.csv", bytes: new TextEncoder().encode("a,b\n1,2\n") };
  server = await serveLab({ folder: join(folder, "page"), data });
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks with the very path given, which fetch would tidy up first. */
function ask(path: string, { method = "GET", headers = {} } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("the lab's server", () => {
  it("gives out the page and its parts as what they are", async () => {
    expect(await ask("/")).toMatchObject({ status: 200, body: "<h1>page</h1>" });
    expect((await ask("/")).headers["content-type"]).toBe("text/html; charset=utf-8");
    expect((await ask("/assets/a-1b2c.js")).headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect((await ask("/assets/inter.woff2")).headers["content-type"]).toBe("font/woff2");
    expect((await ask("/?a=1")).status).toBe(200);
  });

  it("lets a browser keep what has a hash in its name, and nothing else", async () => {
    expect((await ask("/assets/a-1b2c.js")).headers["cache-control"]).toBe(
      "public, max-age=31536000, immutable",
    );
    expect((await ask("/")).headers["cache-control"]).toBe("no-cache");
    expect((await ask("/data/my%20points.csv")).headers["cache-control"]).toBe("no-store");
  });

  it("gives out the data under their name", async () => {
    expect(server.dataAddress).toBe("data/my%20points.csv");
    expect(await ask(`/${server.dataAddress}`)).toMatchObject({ status: 200, body: "a,b\n1,2\n" });
  });

  it("sends a strict policy with every answer, refusals included", async () => {
    for (const path of ["/", "/assets/a-1b2c.js", "/nothing"]) {
      const { headers } = await ask(path);
      expect(headers["content-security-policy"]).toBe(CONTENT_POLICY);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    }
    expect(CONTENT_POLICY).toContain("default-src 'none'");
    expect(CONTENT_POLICY).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/);
  });

  it.each(["/assets", "/assets/", "/data", "/data/"])("lists no folder: %s", async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: "There is no such file.\n" });
  });

  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/data/../../secret.txt",
    "//secret.txt",
    "/%",
    "/\\..\\secret.txt",
  ])("gives out nothing from outside: %s", async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404 });
  });

  it.each(["evil.example", "evil.example:8610", "127.0.0.1", "[::1]:1"])(
    "refuses a name that is not its own: %s",
    async (host) => {
      const { status, body } = await ask("/", { headers: { host } });
      expect([status, body]).toEqual([403, "This server answers to its own address alone.\n"]);
    },
  );

  it("answers to localhost, and to pages of its own origin", async () => {
    expect((await ask("/", { headers: { host: `localhost:${port}` } })).status).toBe(200);
    expect((await ask("/", { headers: { origin: `http://127.0.0.1:${port}` } })).status).toBe(200);
  });

  it.each(["http://evil.example", "null", "https://127.0.0.1"])("refuses pages of %s", async (origin) => {
    const { status, body } = await ask("/", { headers: { origin } });
    expect([status, body]).toEqual([403, "This server answers no other site.\n"]);
  });

  it("takes nothing", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers } = await ask("/", { method });
      expect([method, status, headers["allow"]]).toEqual([method, 405, "GET, HEAD"]);
    }
    expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  it("can be reached at 127.0.0.1 alone", async () => {
    const reach = (host: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect({ host, port }, () => resolve("reached"));
        socket.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code ?? ""));
        socket.on("connect", () => socket.destroy());
      });
    expect(await reach("127.0.0.1")).toBe("reached");
    expect(await reach("127.0.0.2")).toBe("ECONNREFUSED");
  });

  it("says of a port that is taken that it is", async () => {
    await expect(serveLab({ folder: join(folder, "page"), port })).rejects.toThrow(
      `port ${port}: expected a free port, got one in use. Name another, or 0 for any that is free.`,
    );
  });
});
