import type { Measure } from '../../model.ts';
import { plural } from '../../text.ts';
import { servesTests } from '../tests-touched.ts';

export const changeTests: Measure<'pull', 'proposed'> = {
  id: 'change-tests',
  version: 1,
  title: 'Tests in this change',
  unit: 'lines',
  about: 'pull',
  definition:
    'Source lines added without a test: all added source lines where the change adds or edits no file of the test or fixture lane and none below a test directory; 0 where it does. A deleted test is no test.',
  why: 'Code that arrives without a test rarely gets one later.',
  improve: 'Add the test that would have failed before this change.',
  limits: 'Touching a test is not the same as testing what was added.',
  source: 'git diff --numstat -M <merge base> <head>; touchstone files tells the lanes',
  needs: ['proposed'],
  compute({ proposed }) {
    if (proposed.length === 0) return { notApplicable: 'it changes no file' };
    const tests = proposed.filter((file) => servesTests(file) && file.status !== 'removed');
    const added = proposed.reduce((sum, file) => sum + (file.lane === 'source' ? file.added : 0), 0);
    return {
      value: tests.length > 0 ? 0 : added,
      sample: tests.length,
      summary: tests.length > 0 ? `${plural(tests.length, 'test file')} changed` : 'no test changed',
      evidence: tests.map(({ path, added, deleted }) => ({
        path,
        value: added + deleted,
        text: `${added} added, ${deleted} deleted`,
      })),
    };
  },
};
