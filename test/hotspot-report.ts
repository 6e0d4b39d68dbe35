import type { Hotspot, HotspotReport } from '../src/model.ts';

/** A hot spot that lacks nothing, unless `facts` say otherwise. */
export function hotspotOf(rank: number, path: string, facts: Partial<Hotspot> = {}): Hotspot {
  return {
    rank,
    path,
    changes: 40 - rank,
    previousChanges: 20,
    pullShare: 0.2,
    complexity: 120,
    parsed: true,
    codeLines: 400,
    tested: true,
    typed: true,
    people: 4,
    missing: [],
    nextStep: 'Nothing is missing: keep it so.',
    ...facts,
  };
}

/** The report of a small repository with two hot spots, one of which lacks all. */
export function hotspotReportOf(overrides: Partial<HotspotReport> = {}): HotspotReport {
  return {
    version: 1,
    subject: { kind: 'repository', repo: 'acme/tools', at: 'a'.repeat(40), date: '2026-08-22T10:00:00.000Z' },
    definition: '0123456789ab',
    window: { from: '2025-08-22T10:00:00.000Z', to: '2026-08-22T10:00:00.000Z', days: 365 },
    pulls: 250,
    noData: null,
    hotspots: [
      hotspotOf(1, 'src/orders/checkout.ts', {
        tested: false,
        typed: false,
        previousChanges: 12,
        complexity: 310,
        codeLines: 1_240,
        people: 1,
        missing: ['tests', 'types', 'shorter file', 'simpler functions'],
        nextStep: 'Write a test for `placeOrder`, which changed last.',
      }),
      hotspotOf(2, 'src/orders/cart.ts', { pullShare: null, previousChanges: null }),
    ],
    hotFiles: [{ path: 'src/orders/checkout.ts', pulls: 130, share: 0.52 }],
    coupling: [{ a: 'src/orders/checkout.ts', b: 'src/mail/receipt.ts', shared: 9, degree: 0.45 }],
    knowledge: [{ area: 'src/orders', files: 2, byOnePerson: 1 }],
    leftOut: [{ what: 'changes of more than 30 files', count: 3, examples: ['Format all files'] }],
    ...overrides,
  };
}
