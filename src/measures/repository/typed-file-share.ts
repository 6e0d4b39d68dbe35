import type { FileFacts, Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { bySize, codeLinesOf, leftOutFiles, leftOutLanguages, otherLanes, sourceFiles, withMended } from '../files.ts';
import { typingOf } from '../typed.ts';

export const typedFileShare: Measure<'repository', 'files'> = {
  id: 'typed-file-share',
  version: 3,
  title: 'Statically typed files',
  unit: 'share',
  about: 'repository',
  definition: `Typed source files ÷ typable source files; the share of their code lines beside it.

- Always typed: TypeScript (unless \`@ts-nocheck\`), Go, Rust, Java, Kotlin, Scala, C, C++, C#, F#, Swift, Objective-C, Dart, Haskell, OCaml, Elm, Zig, Solidity.
- JavaScript: typed with a leading \`// @ts-check\` or \`@flow\`, or when a tsconfig or jsconfig covers the file (\`files\`, \`include\`, \`exclude\`, \`extends\` followed) with effective \`checkJs\`.
- Vue, Svelte, Astro: \`lang="ts"\` on the script.
- Python and PHP: typed when at least 80 % of the file’s functions are fully annotated (every parameter but \`self\`/\`cls\`, and the return unless \`__init__\`/\`__construct\`; closures and lambdas, whose types follow from their use, are not asked); a file without such a function is not counted.
- Ruby: typable only where the tree has \`sorbet/\` or \`sig/**/*.rbs\`; typed by \`# typed: true\` (or \`strict\`, \`strong\`) or a counterpart in \`sig/\`.
- Declaration files (\`.d.ts\`, \`.pyi\`, \`.rbi\`) and tool configuration (\`*.config.*\`, \`.*rc.js\`, gulpfile, Gruntfile) are not counted; languages without a mainstream type system are left out and listed.

Not scored where fewer than 10 % of the source files are typable: 28 build scripts in JavaScript would speak for 1,600 Ruby files.`,
  why: 'Types are documentation that cannot go stale, and they catch a class of defects before a test runs.',
  improve: 'Start with the largest untyped file in the evidence: annotate its functions, or add `// @ts-check`.',
  limits: 'A typed file may still escape its types (`any`, `# type: ignore`): that is another measure.',
  source: 'touchstone files lists every file with its type state',
  needs: ['files'],
  scale: { good: 1, poor: 0.2 },
  seen: { p10: 0.05, p50: 0.98, p90: 1, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const { typable, informative } = typingOf(source.read);
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages(
        'languages without types here',
        source.read.filter((file) => file.types === 'not-typable'),
      ),
      ...notCounted(source.read),
      ...otherLanes(facts.files),
    ];
    if (typable.length === 0) {
      return { notApplicable: 'no source file is in a language with static types', leftOut };
    }
    const untyped = typable.filter((file) => file.types === 'untyped').sort(bySize);
    const typed = typable.filter((file) => file.types === 'typed');
    const value = typed.length / typable.length;
    const lines = codeLinesOf(typable);
    const byLine = lines === 0 ? '' : `, ${percent(codeLinesOf(typed) / lines)} of their code lines`;
    return {
      value,
      sample: typable.length,
      ...(informative !== null && { informative }),
      summary: `${count(typed.length)} of ${plural(typable.length, 'typable source file')} typed (${percent(value)})${byLine}${annotated(typable)}`,
      evidence: untyped.map((file) => ({ path: file.path, value: file.codeLines, text: untypedText(file) })),
      leftOut,
    };
  },
  mended: (facts, path) => withMended(facts, path, (file) => ({ ...file, types: 'typed' })),
};

function notCounted(files: readonly FileFacts[]) {
  const found = files.filter((file) => file.types === 'not-counted');
  return found.length === 0 ? [] : [leftOutFiles('declarations, tool configuration, files without a function', found)];
}

function annotated(files: readonly FileFacts[]): string {
  const asked = files.flatMap(askedForAnnotations);
  if (asked.length === 0) return '';
  const full = asked.filter((each) => each.annotated).length;
  return `; ${percent(full / asked.length)} of ${plural(asked.length, 'Python or PHP function')} annotated`;
}

function untypedText(file: FileFacts): string {
  const lines = plural(file.codeLines, 'code line');
  const asked = askedForAnnotations(file);
  if (asked.length === 0) return `${lines}, ${file.language}`;
  return `${lines}, ${asked.filter((each) => each.annotated).length} of ${plural(asked.length, 'function')} annotated`;
}

/** Python and PHP; in other languages a file is typed or is not. */
function askedForAnnotations({ functions }: FileFacts) {
  return functions?.filter((each) => each.annotated !== null) ?? [];
}
