import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { renderPage } from '../../src/render/html.ts';
import { file } from '../facts.ts';
import { hotspotOf, hotspotReportOf } from '../hotspot-report.ts';
import { pageFiles, pageOf } from '../page.ts';
import { temporaryDirectory } from '../repositories.ts';
import { startChromium } from './chromium.ts';
import { lowContrast } from './contrast.ts';

// The page as real Chromium shows it. Wide texts, so that what could overflow does.
const long = 'packages/a-rather-long-name-of-a-package/src/components/internal/AVeryLongComponentNameWithoutABreak.tsx';
const files = [...pageFiles, file(long, { codeLines: 700 })];
const ranked = hotspotReportOf().hotspots;
const many = Array.from({ length: 28 }, (_, index) => hotspotOf(index + 4, `src/generated-${index}.ts`));
const hotspots = hotspotReportOf({
  hotspots: [
    ...ranked,
    hotspotOf(3, long, {
      missing: ['tests', 'types', 'shorter file', 'simpler functions'],
      tested: false,
      nextStep: 'Write a first test for a_function_with_an_unusually_long_name_in_snake_case (line 7).',
    }),
    ...many,
  ],
  coupling: [
    { a: long, b: 'src/orders/cart.ts', shared: 12, degree: 0.9 },
    { a: 'src/orders/checkout.ts', b: 'src/mail/receipt.ts', shared: 9, degree: 0.45 },
    { a: 'src/orders/cart.ts', b: 'src/mail/send.ts', shared: 5, degree: 0.3 },
  ],
});

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

/** The page opened from a file, with what the browser complained about and what it asked for beside the file itself. */
async function open(options: BrowserContextOptions = {}) {
  const path = join(temporaryDirectory(), 'page.html');
  writeFileSync(path, renderPage(pageOf({ files, hotspots })));
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  return { page, said, asked: () => asked.filter((each) => each !== url) };
}

const unfold = 'for (const each of document.querySelectorAll("details")) each.open = true';
/** Tables of which something lies beyond their right side. */
const cut = `[...document.querySelectorAll('.table')].filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.ariaLabel)`;
const widths = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]';

function ranks(page: Page): Promise<string[]> {
  return page.locator('#hotspots tbody .rank').allTextContents();
}

describe('the page in Chromium', () => {
  it('opens without a complaint and asks the network for nothing', async () => {
    const { page, said, asked } = await open();
    expect(await page.title()).toBe('acme/tools: scorecard · Touchstone');
    await page.evaluate(unfold);
    await page.locator('footer').scrollIntoViewIfNeeded();
    expect(said).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it('runs no script but its own', async () => {
    const { page, said } = await open();
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))`,
    );
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(said.join()).toContain('Content Security Policy');
  });

  it('is all there without JavaScript', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('th button').count()).toBe(0);
    expect(await page.locator('.chart:visible').count()).toBe(2);
    expect(await page.locator('#hotspots tbody tr').count()).toBe(31);
    expect(await page.locator('#measures details').count()).toBeGreaterThan(10);
    const evidence = page.locator('#measure-typed-file-share');
    expect(await evidence.isVisible()).toBe(false);
    await page.locator('#measures td a, #measures th a').first().click();
    expect(await evidence.isVisible()).toBe(true);
  });

  it('sorts a table by click and by keyboard, and says so', async () => {
    const { page } = await open();
    const heading = page.locator('#hotspots th', { hasText: 'complexity' });
    await heading.locator('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect((await ranks(page))[0]).toBe('1');
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect((await ranks(page)).at(-1)).toBe('1');
    const before = page.locator('#hotspots th', { hasText: 'before' });
    await before.locator('button').focus();
    await page.keyboard.press('Space');
    expect(await before.getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('#hotspots th[aria-sort]').count()).toBe(1);
    // What is not known comes last, in both directions.
    expect((await ranks(page)).at(-1)).toBe('2');
    await page.keyboard.press('Space');
    expect([(await ranks(page))[0], (await ranks(page)).at(-1)]).toEqual(['1', '2']);
  });

  it('leads from a tile of the map to its row', async () => {
    const { page } = await open();
    await page.locator('.map-wide a[href="#hotspot-1"]').click();
    expect(page.url()).toMatch(/#hotspot-1$/);
    expect(await page.locator('#hotspot-1').isVisible()).toBe(true);
  });

  it('is light and dark as the reader’s screen is, and can be read in both', async () => {
    const shots: Buffer[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open({ colorScheme, viewport: { width: 1280, height: 900 } });
      shots.push(await page.screenshot());
      await page.evaluate(unfold);
      const { seen, low } = await page.evaluate<{ seen: number; low: string[] }>(lowContrast);
      expect(seen).toBeGreaterThan(300);
      expect(low).toEqual([]);
    }
    expect(shots[0]!.equals(shots[1]!)).toBe(false);
  });

  it.each([320, 375, 768])('fits a screen of %i pixels', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    await page.evaluate(unfold);
    expect(await page.evaluate(widths)).toEqual([width, width]);
    expect(await page.locator('.chart:visible').count()).toBe(2);
  });

  it('shows its tables whole on a desktop', async () => {
    const { page } = await open({ viewport: { width: 1_200, height: 900 } });
    await page.evaluate(unfold);
    expect(await page.evaluate(cut)).toEqual([]);
  });

  it('prints on A4: white, unfolded, nothing cut at the side', async () => {
    const { page } = await open({ colorScheme: 'dark', viewport: { width: 700, height: 1_000 } });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(widths)).toEqual([700, 700]);
    expect(await page.evaluate(cut)).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--card")')).toBe(
      '#ffffff',
    );
    const evidence = await page.locator('#measure-typed-file-share').boundingBox();
    expect(evidence!.height).toBeGreaterThan(20);
    const { low } = await page.evaluate<{ low: string[] }>(lowContrast);
    expect(low).toEqual([]);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
  });
});
