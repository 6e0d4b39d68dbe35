import type { Measure, TestRule } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { bySize, leftOutFiles, leftOutLanguages, otherLanes, sourceFiles, withMended } from '../files.ts';
import { tally } from '../tally.ts';
import { testingOf } from '../tested.ts';

export const testFileShare: Measure<'repository', 'files'> = {
  id: 'test-file-share',
  version: 5,
  title: 'Files with an associated test',
  unit: 'share',
  about: 'repository',
  definition: `Source files with an associated test ÷ source files with something to test: at least one function or method with a body, but for declaration files (\`.d.ts\`, \`.pyi\`, \`.rbi\`), database migrations (\`db/migrate/\`, numbered files of \`migrations/\`, \`alembic/versions/\`) and configuration of tools (\`*.config.*\`), which are left out.

- **By import:** a test-lane file imports it, and more than its types; or imports an entry file (\`index.*\`, \`__init__.py\`, \`mod.*\`, \`lib.rs\`, what package.json declares) that re-exports it or that imports it from its own directory or below and, where names are known, only for the names imported (of a module imported whole, as by \`import * as a\` or Python’s \`import a\`, those used of it), which are followed through files that re-export them in turn. A benchmark that asserts nothing tests nothing. Ruby: or a test class is called after its class (\`UserTest\`). Go: a \`_test.go\` of the package. Java, Kotlin, C#, PHP: the test mentions its type, and is of its package or imports it. C, C++: the header that the test includes stands for the file of its stem that includes it. Rust: or an inline \`#[cfg(test)]\` module or \`#[test]\` function.
- **Else by name:** the test’s stem without affixes (\`test_\`, \`_test\`, \`.test\`, \`.spec\`, \`_spec\`; inside test directories also \`Test\`, \`Tests\`, \`Spec\`, \`Specs\`, \`-test\`, \`-spec\`) equals the file’s stem, in the same directory, in a test directory beside or above it, or at the mirrored path (of Rails, below each directory of \`app/\`); or anywhere if the stem has at least 4 letters, is unique in the repository and is not index, main, mod, utils, helpers, types or base, and the test is not of another package (by package.json, below the root) that has more source files than tests. A test directory above names the file that lies directly in the source root, else the only file of that stem below it: one \`test/utils.test.ts\` does not test every \`utils.ts\`. A file without such an affix is a test only where no file of its test directory has one.
- Languages whose imports are not read, or of whose imports within the repository fewer than 70 % are found in the tree, are left out and listed. Where they are more than half of the files, all files count, by name, and the share is not scored.
- Not scored where the share is under 35 % and the test lane has at least half as many lines as the source lane: the tests here run the product from outside.`,
  why: 'A file with a test beside it is changed with less fear, and the test says what the file is for.',
  improve: 'Take the largest untested file that you will change this month, and pin down what it does today.',
  limits:
    'That a test imports a file does not say how much of it is tested; one test of a Go package counts for all its files, and one of a C# class for all files of a partial class. Files whose behaviour is tested from outside (end to end) count as untested, and so does a base class of which only heirs are tested.',
  source: 'touchstone files lists every file with its test and the rule that found it',
  needs: ['files'],
  scale: { good: 0.9, poor: 0.1 },
  seen: { p10: 0.15, p50: 0.71, p90: 0.91, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const { testable, unresolved, askedForNone, informative } = testingOf(source.read, facts.files);
    const nothing = source.read.filter((file) => file.functions?.length === 0);
    const unparsed = source.read.filter((file) => file.functions === null);
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages('languages that are not parsed', unparsed),
      ...leftOutLanguages('languages whose imports are not resolved', unresolved),
      ...(askedForNone.length === 0
        ? []
        : [leftOutFiles('migrations, tool configuration, declarations', askedForNone)]),
      ...(nothing.length === 0 ? [] : [leftOutFiles('files with nothing to test (no function)', nothing)]),
      ...otherLanes(facts.files),
    ];
    if (testable.length === 0) return { notApplicable: 'no source file defines a function', leftOut };
    const tested = testable.filter((file) => file.test !== null);
    const value = tested.length / testable.length;
    const rules = tally(tested.map((file) => ruleNames[file.test!.rule])).map(
      ([rule, times]) => `${count(times)} ${rule}`,
    );
    return {
      value,
      sample: testable.length,
      summary: `${count(tested.length)} of ${plural(testable.length, 'source file')} with something to test have a test (${percent(value)})${rules.length === 0 ? '' : `: ${rules.join(', ')}`}`,
      ...(informative !== null && { informative }),
      evidence: testable
        .filter((file) => file.test === null)
        .sort(bySize)
        .map((file) => ({
          path: file.path,
          value: file.codeLines,
          text: `${plural(file.codeLines, 'code line')}, ${plural(file.functions!.length, 'function')}`,
        })),
      leftOut,
    };
  },
  mended: (facts, path) => withMended(facts, path, (file) => ({ ...file, test: { path, rule: 'import' } })),
};

const ruleNames: Readonly<Record<TestRule, string>> = {
  import: 'by import',
  're-export': 'by an entry file',
  'same package': 'by package',
  inline: 'inline',
  'same stem': 'by name',
  'mirrored path': 'by name',
  'unique stem': 'by name',
};
