import type { Fail, ReportContent, ReportedTests } from './report.ts';
import { readXml, type XmlElement } from './xml.ts';

/** JUnit XML, as the test runners write it: test cases by file, or by what tells the file. */
export function readJunit(text: string, fail: Fail): ReportContent {
  const groups = new Map<string, ReportedTests>();
  const suites: XmlElement[] = [];
  let open: { words: string[]; seconds: number; failed: boolean; flaky: boolean } | null = null;
  for (const event of readXml(text, fail)) {
    if (event.type === 'open') {
      if (event.name === 'testsuite') suites.push(event);
      else if (event.name === 'testcase') {
        open = { words: wordsOf(event, suites), seconds: secondsOf(event), failed: false, flaky: false };
      } else if (open && (event.name === 'failure' || event.name === 'error')) open.failed = true;
      else if (open && (event.name === 'flakyFailure' || event.name === 'flakyError')) open.flaky = true;
    } else if (event.type === 'close' && event.name === 'testsuite') suites.pop();
    else if (event.type === 'close' && event.name === 'testcase' && open) {
      const { words, seconds, failed, flaky } = open;
      const key = words.join('\n');
      const group = groups.get(key) ?? { words, tests: 0, failures: 0, flaky: 0, seconds: 0 };
      groups.set(key, group);
      group.tests++;
      group.seconds += seconds;
      if (failed) group.failures++;
      else if (flaky) group.flaky++;
      open = null;
    }
  }
  return { kind: 'tests', groups: [...groups.values()] };
}

/** A class with white space is a sentence of the test's, which tells no file and would part each test from the others. */
function wordsOf(test: XmlElement, suites: readonly XmlElement[]): string[] {
  const own = test.attributes;
  const file = own.get('file') || suites.findLast((suite) => suite.attributes.get('file'))?.attributes.get('file');
  const suite = suites.findLast((each) => each.attributes.get('name'))?.attributes.get('name');
  const className = /\s/.test(own.get('classname') ?? '') ? '' : own.get('classname');
  const words = [file, className, suite].filter((word) => word !== undefined && word !== '') as string[];
  return words.length === 0 ? ['(no file, class or suite named)'] : words;
}

/** Some runners group thousands (`1,204.5`); what is no time is not known to have taken any. */
function secondsOf(test: XmlElement): number {
  const seconds = Number(test.attributes.get('time')?.replaceAll(',', '') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}
