/**
 * Takes the picture of the lab for its page in the docs, in a Chromium. Look at it before it is committed.
 *
 * Run:  npm run build && node scripts/make-lab-picture.ts
 */

import { fileURLToPath } from "node:url";
import { serveLab } from "../src/lab-server/serve-lab.ts";
import { launchChromium } from "../test/support/chromium.ts";

const ROOT = new URL("..", import.meta.url);
const VIEW = { width: 1180, height: 1072 };

const server = await serveLab({ folder: fileURLToPath(new URL("dist/lab", ROOT)) });
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: VIEW, locale: "en-US", colorScheme: "light" });
  await page.goto(`${server.url}#at=12000`);
  await page.getByRole("status").getByText("after 12 000 iterations").first().waitFor();
  await page.screenshot({ path: fileURLToPath(new URL("docs/pictures/lab.png", ROOT)) });
} finally {
  await browser.close();
  await server.close();
}
