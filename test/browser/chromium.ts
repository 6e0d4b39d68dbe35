import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Starts the Chromium of `CHROMIUM`, else of `PATH`. Where there is none the tests fail: what was not looked at is not fine. */
export async function startChromium(): Promise<Browser> {
  const directories = (process.env.PATH ?? '').split(delimiter);
  const found = directories.flatMap((directory) => names.map((name) => join(directory, name))).find(existsSync);
  const executablePath = process.env.CHROMIUM || found;
  if (!executablePath) {
    throw new Error(`no Chromium: set CHROMIUM to its path, or have ${names.join(', ')} on PATH`);
  }
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}
