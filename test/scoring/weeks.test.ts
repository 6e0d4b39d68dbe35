import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dated, monthly, soonest, weeklyRevisions } from '../../src/scoring/weeks.ts';

const at = (iso: string, commit = iso): Dated => ({ commit, date: Date.parse(iso) / 1_000 });
const commits = (found: readonly Dated[]) => found.map(({ commit }) => commit);

/** The Monday of a date's week, by the calendar. */
function mondayOf(date: number): string {
  const day = new Date(date * 1_000);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

describe('the revisions of a trend', () => {
  it('are the last commit of each week from Monday to Sunday in UTC, newest first', () => {
    const chain = [
      at('2026-06-03T10:00:00Z'),
      at('2026-06-01T00:00:00Z'),
      at('2026-05-31T23:59:59Z'),
      at('2026-05-25T00:00:00Z'),
      at('2026-05-10T12:00:00Z'),
    ];
    expect(commits(weeklyRevisions(chain, 12))).toEqual([
      '2026-06-03T10:00:00Z',
      '2026-05-31T23:59:59Z',
      '2026-05-10T12:00:00Z',
    ]);
  });

  it.each([
    ['2026-06-15T12:00:00Z', 12, '2025-06-15T12:00:00Z'],
    ['2026-03-31T12:00:00Z', 1, '2026-02-28T12:00:00Z'],
    ['2024-03-31T12:00:00Z', 1, '2024-02-29T12:00:00Z'],
    ['2026-01-31T00:00:00Z', 3, '2025-10-31T00:00:00Z'],
  ])('go from %s back %i months, to after %s', (now, months, from) => {
    const seconds = Date.parse(from) / 1_000;
    const after = { commit: 'after', date: seconds + 1 };
    const before = { commit: 'before', date: seconds };
    expect(commits(weeklyRevisions([at(now, 'now'), after, before], months))).toEqual(['now', 'after']);
  });

  it('of a repository without commits are none', () => {
    expect(weeklyRevisions([], 12)).toEqual([]);
  });

  const now = Date.parse('2026-06-01T12:00:00Z') / 1_000;
  const chains = fc
    .array(fc.integer({ min: now - 500 * 86_400, max: now + 20 * 86_400 }), { maxLength: 60 })
    .map((dates) => [now, ...dates].map((date, index) => ({ commit: String(index), date })));

  it('are the newest commit, at most one a week, and of each week of the span the last by position', () => {
    fc.assert(
      fc.property(chains, fc.integer({ min: 1, max: 14 }), (chain, months) => {
        const found = weeklyRevisions(chain, months);
        expect(found[0]).toBe(chain[0]);
        expect(new Set(found.map(({ date }) => mondayOf(date))).size).toBe(found.length);
        expect(found.map(({ date }) => date)).toEqual(found.map(({ date }) => date).toSorted((a, b) => b - a));
        const oldest = found.at(-1)!.date;
        for (const each of chain.filter(({ date }) => date >= oldest && date <= now)) {
          const ofWeek = found.find(({ date }) => mondayOf(date) === mondayOf(each.date))!;
          expect(Number(ofWeek.commit)).toBeLessThanOrEqual(Number(each.commit));
        }
      }),
    );
  });

  it('are measured in an order that has the months first, each part newest first, and nothing twice or never', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const weeks = weeklyRevisions(chain, 12);
        const order = soonest(weeks);
        const months = monthly(weeks);
        expect(order.slice(0, months.length)).toEqual(months);
        expect(months.length).toBeLessThanOrEqual(13);
        const rest = order.slice(months.length);
        for (const part of [months, rest]) expect(part).toEqual(part.toSorted((a, b) => b.date - a.date));
        expect(order.toSorted((a, b) => b.date - a.date)).toEqual(weeks);
      }),
    );
  });
});

it('does not follow a commit beyond the calendar', () => {
  const far = { date: 9_999_999_999_999, commit: 'far' };
  expect(weeklyRevisions([far, { date: 0, commit: 'old' }], 12)).toEqual([far]);
  expect(soonest([far])).toEqual([far]);
});
