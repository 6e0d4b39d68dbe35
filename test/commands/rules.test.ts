import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { touchstone } from '../command-line.ts';
import { repository, temporaryDirectory } from '../repositories.ts';

const noAlert = `id: no-alert
message: tell it in the page
language: TypeScript
rule: { pattern: alert($$$) }
examples: { bad: ["alert(1)"], good: ["say(1)"] }
`;

function directoryWith(files: Record<string, string>, directory = temporaryDirectory()): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

describe('touchstone rules test', () => {
  it('runs a rule file, or all of a directory, against their examples', async () => {
    const path = directoryWith({ 'rules/no-alert.yml': noAlert });
    const passed =
      'pass  no-alert: bad example 1\npass  no-alert: good example 1\n1 rule, 2 examples: 2 passed, 0 failed\n';
    const alone = await touchstone(['rules', 'test', join(path, 'rules/no-alert.yml')]);
    expect(alone).toEqual({ code: 0, out: passed, err: '' });
    expect(await touchstone(['rules', 'test', path])).toEqual(alone);
  });

  it('is 1 where an example fails, and says which', async () => {
    const path = directoryWith({ 'a.yml': noAlert.replace('alert(1)', 'alarm(1)') });
    const { code, out } = await touchstone(['rules', 'test', path]);
    expect(code).toBe(1);
    expect(out).toContain('FAIL  no-alert: bad example 1: nothing was found in it\n');
  });

  it('says what a rule without examples is worth', async () => {
    const path = directoryWith({ 'a.yml': noAlert.replace(/examples.*\n/, '') });
    const { code, out } = await touchstone(['rules', 'test', path]);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'note  no-alert: no examples: nothing was tested\n1 rule, 0 examples: 0 passed, 0 failed\n',
    });
  });

  it('takes of a repository the rules that its configuration names, and no other YAML for one', async () => {
    const path = directoryWith({ 'compose.yaml': 'services: {}\n' }, repository([{ message: 'a' }]));
    const without = await touchstone(['rules', 'test', path]);
    expect(without).toMatchObject({ code: 1, out: '' });
    expect(without.err).toBe(
      `touchstone: ${path}: no rule to test; name a rule file, or set rules.own in .github/touchstone.yml\n`,
    );
    directoryWith({ '.github/touchstone.yml': 'rules: { own: ["quality/*.yml"] }\n', 'quality/a.yml': noAlert }, path);
    expect(await touchstone(['rules', 'test', path])).toMatchObject({ code: 0, err: '' });
  });

  it('runs the shipped packs too, and all of their examples pass', async () => {
    const { code, out } = await touchstone(['rules', 'test', temporaryDirectory(), '--packs']);
    expect(code).toBe(0);
    expect(out).toMatch(/\n\d+ rules, \d+ examples: (\d+) passed, 0 failed\n$/);
  });
});
