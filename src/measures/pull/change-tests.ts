import type { Measure } from '../../model.ts';
import { plural } from '../../text.ts';
import { servesTests, touchesInlineTests } from '../tests-touched.ts';

export const changeTests: Measure<'pull', 'proposed'> = {
  id: 'change-tests',
  version: 2,
  title: 'Tests in this change',
  unit: 'lines',
  about: 'pull',
  definition:
    'Source lines added without a test: all added source lines where the change adds or edits no file of the test or fixture lane, none below a test directory, and no test in a Rust source file; 0 where it does. A deleted test is no test.',
  why: 'Code that arrives without a test rarely gets one later.',
  improve: 'Add the test that would have failed before this change.',
  limits: 'Touching a test is not the same as testing what was added.',
  source: 'git diff --numstat -M <merge base> <head>; touchstone files tells the lanes',
  needs: ['proposed'],
  compute({ proposed }) {
    if (proposed.length === 0) return { notApplicable: 'it changes no file' };
    const there = proposed.filter((file) => file.status !== 'removed');
    const files = there.filter(servesTests);
    const inline = there.filter(touchesInlineTests);
    const tests = [...files, ...inline];
    const named = [
      ...(files.length === 0 ? [] : [plural(files.length, 'test file')]),
      ...(inline.length === 0 ? [] : [`tests in ${plural(inline.length, 'source file')}`]),
    ];
    const added = proposed.reduce((sum, file) => sum + (file.lane === 'source' ? file.added : 0), 0);
    return {
      value: tests.length > 0 ? 0 : added,
      sample: tests.length,
      summary: named.length > 0 ? `${named.join(' and ')} changed` : 'no test changed',
      evidence: tests.map((file) => ({
        path: file.path,
        value: file.added + file.deleted,
        text: `${file.added} added, ${file.deleted} deleted${servesTests(file) ? '' : ', tests among them'}`,
      })),
    };
  },
};
