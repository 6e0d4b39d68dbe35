/** `node scripts/picture.ts page.html`: docs/page.png, the top of a page as README.md shows it. Needs Chromium. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../test/browser/chromium.ts';

const browser = await startChromium();
const page = await browser.newPage({
  colorScheme: 'light',
  viewport: { width: 1240, height: 1100 },
  deviceScaleFactor: 0.7,
});
await page.goto(pathToFileURL(resolve(process.argv[2]!)).href);
await page.screenshot({ path: 'docs/page.png' });
await browser.close();
