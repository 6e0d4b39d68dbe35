/** Which files of a diff had tests touched that stand among their source: Rust's test functions and test modules. */

import { decodePath } from './paths.ts';
import { type GitOptions, linesOf } from './run.ts';
import type { GitView } from './view.ts';

/** Whether a file may hold tests among its source. */
export function mayHoldTests(path: string): boolean {
  return path.endsWith('.rs');
}

/** Names as they are, and above each hunk the last line before it that is not indented, whatever the attributes ask for. */
const settings = ['-c', 'core.quotePath=false', '-c', 'diff.rust.xfuncname=^[[:alpha:]].*$'];
const patch = ['-p', '-U0', '--no-color', '--src-prefix=a/', '--dst-prefix=b/', '--diff-algorithm=myers'];

const testModule = /^@@ [^@]* @@ (?:pub(?:\([^)]*\))? )?mod (?:\w+_)?tests?(?:_\w+)?\b/;
const testAttribute = /^[+-]\s*#\[\s*(?:cfg\s*\(\s*test\s*\)|(?:\w+\s*::\s*)*(?:test|rstest)\s*[(\]])/;

/**
 * By commit (`''` where git names none), the files whose tests were touched: a changed line lies in a module called
 * `tests`, or is the attribute of a test. A file whose name git quotes is passed over. `args` are a git command and what
 * it compares.
 */
export async function inlineTestsIn(
  view: GitView,
  args: readonly string[],
  options: GitOptions = {},
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const touched = new Map<string, Set<string>>();
  let commit = '';
  let path: string | null = null;
  const [command, ...compared] = args;
  const diff = [...settings, command!, ...patch, ...compared, '--', '*.rs'];
  for await (const line of linesOf(view.stream(diff, options))) {
    if (line.startsWith('commit ')) commit = line.slice('commit '.length);
    else if (line.startsWith('+++ ')) {
      path = line.startsWith('+++ b/') ? decodePath(Buffer.from(line.slice('+++ b/'.length), 'latin1')) : null;
    } else if (path !== null && (testModule.test(line) || testAttribute.test(line))) {
      const files = touched.get(commit) ?? new Set();
      touched.set(commit, files.add(path));
    }
  }
  return touched;
}
