import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, inject, it } from 'vitest';
import type { Scorecard, Trend } from '../../src/model.ts';
import { trendSchema } from '../../src/scoring/trend-schema.ts';
import { touchstone } from '../command-line.ts';
import { addCommits, git, repository } from '../repositories.ts';

const json = async (path: string, args: string[], env: Record<string, string> = {}): Promise<Trend> => {
  const { code, out, err } = await touchstone(['trend', path, '--format', 'json', ...args], { env });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return trendSchema.parse(JSON.parse(out));
};

/** A pull every twelve days, the newest of 1 June 2026; from the fourth on they bring long files. */
function shop(): string {
  const commits = Array.from({ length: 6 }, (_, n) => ({
    message: `Change ${n} (#${n + 1})`,
    daysAgo: (5 - n) * 12,
    files: { [`src/part${n}.ts`]: `export function f() {\n${'  f();\n'.repeat(n < 3 ? 10 : 600)}}\n` },
  }));
  return repository(commits);
}

describe('touchstone trend', () => {
  it('shows what the past was, what moved it, and a definition that changed; measures anew when asked to', async () => {
    const path = shop();
    const env = { DATABASE_URL: `${inject('postgres')}/postgres` };
    const { code, out, err } = await touchstone(['trend', path], { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ {2}Apr 2026 .*\n {2}May 2026 .*\n {2}Jun 2026 /m);
    expect(out).toMatch(/^Since 26 April 2026 \([0-9a-f]{9}\): [\d.]+ → [\d.]+, −/m);
    expect(out).toMatch(/ −[\d.]+ {2}long-file-share .*\n {9}src\/part\d+\.ts {2}new: 602 code lines, 1 function\n/);

    addCommits(path, [{ message: 'Configure', files: { '.github/touchstone.yml': 'measures: { pull-size: off }\n' } }]);
    const broken = await touchstone(['trend', path, '--format', 'markdown'], { env });
    expect(broken.out).toMatch(/\| Jun 2026 \| `\w{9}` \| [\d.]+ \| definition changed \|/);
    expect(broken.out).toContain('`touchstone trend --recompute` measures them anew');
    const { points } = await json(path, ['--recompute'], env);
    expect(new Set(points.map(({ definition }) => definition)).size).toBe(1);
  });

  it('gives as JSON, of the published schema, what measuring each revision gives', async () => {
    const path = shop();
    const trend = await json(path, ['--no-store', '--months', '1']);
    const schema = JSON.parse(readFileSync('trend.schema.json', 'utf8'));
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
    expect(validate(trend), JSON.stringify(validate.errors)).toBe(true);
    expect(trend.points.at(-1)!.at).toBe(git(path, 'rev-parse', 'HEAD'));
    const point = trend.points[0]!;
    const card: Scorecard = JSON.parse(
      (await touchstone(['measure', path, '--no-store', '--format', 'json', '--at', point.at])).out,
    );
    const { score, measuredShare, definition, subject } = card;
    const results = Object.fromEntries(card.results.map(({ id, value }) => [id, value]));
    expect(point).toEqual({ date: subject.date, at: subject.at, score, measuredShare, definition, results });
  });

  it('of a repository without commits, and of no months, says so', async () => {
    const empty = repository([]);
    expect((await touchstone(['trend', empty, '--no-store'])).out).toBe(
      `${empty.split('/').at(-1)} has no commit yet\n`,
    );
    const answer = await touchstone(['trend', empty, '--months', '0']);
    expect(answer).toMatchObject({ code: 2, err: expect.stringContaining('from 1 to 120') });
  });
});
