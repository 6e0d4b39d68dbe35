import type { Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { bySize, leftOutFiles, leftOutLanguages, otherLanes, sourceFiles } from '../files.ts';

export const testFileShare: Measure<'repository', 'files'> = {
  id: 'test-file-share',
  version: 1,
  title: 'Files with an associated test',
  unit: 'share',
  about: 'repository',
  definition: `Source files with an associated test ÷ source files with something to test (at least one function or method with a body).

A test is associated by name: its stem without affixes (\`test_\`, \`_test\`, \`.test\`, \`.spec\`, \`_spec\`; inside test directories also \`Test\`, \`Tests\`, \`Spec\`, \`-test\`, \`-spec\`) equals the file’s stem, in the same directory, in a test directory beside or above it, or at the mirrored path; or anywhere if the stem has at least 4 letters, is unique in the repository and is not index, main, mod, utils, helpers, types or base. A test directory above names the file that lies directly in the source root, else the only file of that stem below it: one \`test/utils.test.ts\` does not test every \`utils.ts\`. A file without such an affix is a test only where no file of its test directory has one.

Shown, not scored: until imports are resolved, a test that names its subject otherwise is not seen.`,
  why: 'A file with a test beside it is changed with less fear, and the test says what the file is for.',
  improve: 'Take the largest untested file that you will change this month, and pin down what it does today.',
  limits: 'By name only. Files whose behaviour is tested from outside (end to end) count as untested.',
  source: 'touchstone files lists every file with its test and the rule that found it',
  needs: ['files'],
  scale: { good: 0.9, poor: 0.1 },
  seen: { p10: 0.15, p50: 0.71, p90: 0.91, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const testable = source.read.filter((file) => file.functions !== null && file.functions.length > 0);
    const nothing = source.read.filter((file) => file.functions?.length === 0);
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages(
        'languages that are not parsed',
        source.read.filter((file) => file.functions === null),
      ),
      ...(nothing.length === 0 ? [] : [leftOutFiles('files with nothing to test (no function)', nothing)]),
      ...otherLanes(facts.files),
    ];
    if (testable.length === 0) return { notApplicable: 'no source file defines a function', leftOut };
    const untested = testable.filter((file) => file.test === null).sort(bySize);
    const tested = testable.length - untested.length;
    const value = tested / testable.length;
    return {
      value,
      sample: testable.length,
      summary: `${count(tested)} of ${plural(testable.length, 'source file')} with something to test have a test of that name (${percent(value)})`,
      informative: 'tests are found by file name only; imports are not resolved yet',
      evidence: untested.map((file) => ({
        path: file.path,
        value: file.codeLines,
        text: `${plural(file.codeLines, 'code line')}, ${plural(file.functions!.length, 'function')}`,
      })),
      leftOut,
    };
  },
};
