import { registry } from '../src/measures/index.ts';
import type { Scorecard, Trend } from '../src/model.ts';
import type { PageData } from '../src/render/html.ts';
import { laneOverview } from '../src/render/terminal.ts';
import { compare } from '../src/scoring/compare.ts';
import { configureMeasures, evaluateRepository } from '../src/scoring/evaluate.ts';
import { facts, file, fns, pull, settings } from './facts.ts';
import { hotspotReportOf } from './hotspot-report.ts';

const measures = configureMeasures(registry, {});

/** The files that the page of `pageOf` shows. */
export const pageFiles = [
  file('src/orders/checkout.ts', { codeLines: 1_240, functions: fns(3, { complexity: 40, codeLines: 200 }) }),
  file('src/orders/cart.ts', { codeLines: 400, types: 'untyped', escapes: null }),
  file('src/mail/receipt.ts', { codeLines: 150 }),
  file('src/mail/send.ts', { codeLines: 90 }),
  file('scripts/release.ts', { codeLines: 60 }),
  ...['orders', 'mail', 'tax', 'print', 'mask'].map((name) => file(`src/${name}.ts`, { codeLines: 30 })),
  file('test/orders.test.ts', { lane: 'test' }),
  file('docs/index.md', { lane: 'docs', codeLines: 0, language: 'Markdown' }),
];

/** All that a page can hold, of a small repository. */
export function pageOf(overrides: Partial<PageData> = {}): PageData {
  const card = cardOf(pageFiles);
  return {
    subject: card.subject,
    card,
    measures,
    comparison: compare(cardOf(pageFiles.slice(1)), card),
    overview: laneOverview(pageFiles),
    files: pageFiles,
    hotspots: hotspotReportOf({ subject: card.subject, definition: card.definition }),
    trend: trendOf(card),
    ...overrides,
  };
}

function cardOf(files: typeof pageFiles): Scorecard {
  const countedChanges = Array.from({ length: 40 }, (_, index) => pull(index + 1, index + 1, []));
  return evaluateRepository(facts({ files, countedChanges }), measures, settings, {
    repo: 'acme/tools',
    definition: '0123456789ab',
  });
}

/** Six months; the definition changed after the third, and the fifth has no score. */
function trendOf({ subject, definition }: Scorecard): Trend {
  const points = [58, 60, 61, 66, null, 68.4].map((score, index) => ({
    date: `2026-0${index + 1}-15T12:00:00.000Z`,
    at: String(index).repeat(40),
    score,
    measuredShare: 0.8,
    definition: index < 3 ? 'ba9876543210' : definition,
    results: {},
  }));
  return { version: 1, subject, points };
}
