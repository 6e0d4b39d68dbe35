import { describe, expect, it } from 'vitest';
import { registry } from '../../src/measures/index.ts';
import { laneOverview, renderTerminal, wrapped } from '../../src/render/terminal.ts';
import { compare } from '../../src/scoring/compare.ts';
import { configureMeasures, evaluateRepository } from '../../src/scoring/evaluate.ts';
import { facts, file, settings } from '../facts.ts';

const measures = configureMeasures(registry, {});
const about = { repo: 'acme/tools', definition: '0123456789ab' };
const long = `src/${'deep/'.repeat(20)}file.js`;
const files = [file('a.ts'), file(long, { types: 'untyped', language: 'JavaScript', codeLines: 9_999 })];
const card = evaluateRepository(facts({ files }), measures, settings, about);
const plain = { overview: laneOverview(files), comparison: null, hotspots: [], colour: false, width: 80 };

describe('renderTerminal', () => {
  it('fits 80 columns, keeps the end of a long path, and has no colour unless asked', () => {
    const text = renderTerminal(card, measures, plain);
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(text).toContain('2 files: 2 source');
    expect(text).toMatch(/…\S*deep\/file\.js {2}9,999 code lines, JavaScript/);
    expect(text).not.toContain('\u001b');
    expect(renderTerminal(card, measures, { ...plain, colour: true })).toContain('\u001b[');
  });

  it('lets nothing from outside act on the terminal', () => {
    const hostile = { ...card, subject: { ...card.subject, repo: 'a\u001b[2Jb' } };
    expect(renderTerminal(hostile, measures, plain)).not.toContain('\u001b');
  });

  it('says why there is no score', () => {
    const failed = evaluateRepository(
      { ...facts(), files: { failed: 'git ls-tree: broken' } },
      measures,
      settings,
      about,
    );
    const text = renderTerminal(failed, measures, plain);
    const count = failed.results.filter(({ status }) => status === 'failed').length;
    expect(text).toContain(`No score: ${count} measures failed, and an error is not a zero.`);
    expect(text).toContain('git ls-tree: broken');
  });

  it('does not compare what was defined otherwise', () => {
    const comparison = compare({ ...card, definition: 'ba9876543210' }, card);
    expect(renderTerminal(card, measures, { ...plain, comparison })).toContain('The definition changed since');
  });
});

describe('wrapped', () => {
  it('breaks at spaces, but not before a percent sign', () => {
    expect(wrapped('one two 3 % four', '> ', 11)).toEqual(['> one two', '> 3 % four']);
    expect(wrapped('', '  ', 10)).toEqual(['  ']);
  });
});
