/** One thing that is wrong with a configuration file. */
export interface Problem {
  /** 1-based, in the file as it is written. */
  line: number;
  /** 1-based, in UTF-16 units. */
  column: number;
  /** Where in the configuration, e.g. `measures.typed-file-share.weight` or `lanes.source[0]`; empty for the file. */
  path: string;
  /** What is wrong and what to do, without a full stop. */
  message: string;
  /** What was probably meant, to be written instead. */
  suggestion: string | null;
}

/** One line for a terminal: `file:3:5 measures.typd-file-share: unknown measure; did you mean "typed-file-share"?` */
export function formatProblem(file: string, problem: Problem): string {
  const where = `${file}:${problem.line}:${problem.column}`;
  const path = problem.path === '' ? '' : ` ${problem.path}:`;
  const hint = problem.suggestion === null ? '' : `; did you mean ${JSON.stringify(problem.suggestion)}?`;
  return `${where}${path} ${problem.message}${hint}`;
}

/** Keys and indexes as one path. What a terminal would obey is shown escaped, what is long is cut. */
export function keyPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += `${text === '' ? '' : '.'}${showText(String(part))}`;
  }
  return text;
}

/** A value from the file, short and on one line. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `"${showText(value)}"` : String(value);
}

/** Text from the file with control and bidirectional characters escaped, at most 60 characters. */
export function showText(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return short.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (char) => `\\u${char.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}
