import type { Reporter } from 'vitest/node';

/** Ends the output of `npm test` with `N passed, N failed`, the line that a CI reads. Skipped tests are named. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
      for (const module of modules) {
        for (const test of module.children.allTests()) counts[test.result().state] += 1;
        // A file that could not be loaded has no tests to count.
        counts.failed += module.errors().length;
      }
      const skipped = counts.skipped + counts.pending;
      const line = `${counts.passed} passed, ${counts.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
      process.once('exit', () => process.stdout.write(line));
    },
  };
}
