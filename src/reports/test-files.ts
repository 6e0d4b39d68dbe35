import type { FileFacts } from '../model.ts';
import { placesOf } from './paths.ts';
import type { ReportedTests } from './report.ts';

/**
 * The file of each group of tests: by a path that the report names, else by a class (`com.acme.OrderTest`,
 * `tests.test_order.TestTotal`) that ends like one file of the test lane; else the report's own word.
 */
export function filesOfTests(groups: readonly ReportedTests[], files: readonly FileFacts[]): string[] {
  const byPath = placesOf(
    groups.map((group) => group.words),
    files.map((file) => file.path),
  );
  const stems = stemsOf(files);
  return groups.map(({ words }, index) => {
    const place = byPath[index]!;
    if ('path' in place) return place.path;
    for (const word of words) {
      const file = fileOfClass(word, stems);
      if (file !== null) return file;
    }
    return words[0]!;
  });
}

/** Paths of the test lane without extension, each suffix of theirs with the files that have it. */
function stemsOf(files: readonly FileFacts[]): Map<string, string[]> {
  const stems = new Map<string, string[]>();
  for (const { path, lane } of files) {
    if (lane !== 'test') continue;
    const segments = path.replace(/\.[^./]+$/, '').split('/');
    for (const index of segments.keys()) {
      const suffix = segments.slice(index).join('/');
      const same = stems.get(suffix);
      if (same) same.push(path);
      else stems.set(suffix, [path]);
    }
  }
  return stems;
}

/** Inner classes and functions stand behind the file's part of a name. */
function fileOfClass(word: string, stems: ReadonlyMap<string, string[]>): string | null {
  if (/[\s/\\]/.test(word)) return null;
  const segments = word.replace(/\$.*/, '').split('.');
  for (let length = segments.length; length > 0; length--) {
    const found = stems.get(segments.slice(0, length).join('/'));
    if (found) return found.length === 1 ? found[0]! : null;
  }
  return null;
}
