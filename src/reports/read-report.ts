import { readClover } from './clover.ts';
import { readCobertura } from './cobertura.ts';
import { readEndpoints } from './endpoints.ts';
import { readGoCover } from './go-cover.ts';
import { isIstanbul, readIstanbul } from './istanbul.ts';
import { readJacoco } from './jacoco.ts';
import { isObject, parseJson } from './json.ts';
import { readJunit } from './junit.ts';
import { readLcov } from './lcov.ts';
import { isNumbers, readNumbers } from './numbers.ts';
import { type Fail, failing, type Report, type ReportContent } from './report.ts';
import { isSimplecov, readSimplecov } from './simplecov.ts';
import { rootOf } from './xml.ts';

/** A report of more bytes than this is refused: it would not fit into the memory that measuring takes. */
export const largestReport = 64 * 1_048_576;

const known =
  'LCOV, Cobertura, JaCoCo, Clover, Istanbul JSON, Go cover profile, SimpleCov, JUnit, endpoint timings, numbers';

/**
 * Reads a report; its format is told by its content, never by its name. Throws a UserError that says what is wrong with
 * it, where and what to do.
 */
export function readReport(name: string, bytes: Uint8Array): Report {
  const fail = failing(name);
  if (bytes.length > largestReport) throw tooLarge(fail, bytes.length);
  const text = decoded(bytes, fail);
  const { format, content } = contentOf(text, fail);
  if (isEmpty(content)) throw fail(`this ${format} report says nothing: there is no entry in it`);
  return { name, format, ...content };
}

/** The error of a report over `largestReport`. */
export function tooLarge(fail: Fail, bytes: number): Error {
  const megabytes = (size: number) => `${Math.ceil(size / 1_048_576)} MiB`;
  return fail(`${megabytes(bytes)} are too many; at most ${megabytes(largestReport)} are read, so split it by package`);
}

function decoded(bytes: Uint8Array, fail: Fail): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fail('is no text in UTF-8');
  }
}

function contentOf(text: string, fail: Fail): { format: string; content: ReportContent } {
  const start = text.trimStart();
  if (start === '') throw fail('is empty');
  if (start.startsWith('<')) return xmlContent(text, fail);
  if (/^[{[]/.test(start)) return jsonContent(text, fail);
  if (/^mode: *(set|count|atomic)\r?$/m.test(start.slice(0, 200)) && start.startsWith('mode:'))
    return { format: 'Go cover profile', content: readGoCover(text, fail) };
  if (/^(#[^\n]*\n\s*)*(TN|SF):/.test(start.slice(0, 4_096))) return { format: 'LCOV', content: readLcov(text, fail) };
  throw unknown(fail);
}

function xmlContent(text: string, fail: Fail): { format: string; content: ReportContent } {
  const { name, attributes } = rootOf(text, fail);
  if (name === 'report') return { format: 'JaCoCo', content: readJacoco(text, fail) };
  if (name === 'testsuites' || name === 'testsuite') return { format: 'JUnit', content: readJunit(text, fail) };
  if (name === 'coverage' && (attributes.has('line-rate') || attributes.has('lines-valid')))
    return { format: 'Cobertura', content: readCobertura(text, fail) };
  if (name === 'coverage' && (attributes.has('clover') || attributes.has('generated')))
    return { format: 'Clover', content: readClover(text, fail) };
  throw unknown(fail, `XML that begins with <${name.slice(0, 40)}>, which`);
}

function jsonContent(text: string, fail: Fail): { format: string; content: ReportContent } {
  const report = parseJson(text, fail);
  if (Array.isArray(report)) return { format: 'endpoint timings', content: readEndpoints(report, fail) };
  if (!isObject(report)) throw unknown(fail);
  if (isIstanbul(report)) return { format: 'Istanbul', content: readIstanbul(report, fail) };
  if (isSimplecov(report)) return { format: 'SimpleCov', content: readSimplecov(report, fail) };
  if (isNumbers(report) || Object.keys(report).length === 0)
    return { format: 'numbers', content: readNumbers(report, fail) };
  if (isObject(report.total) && isObject(report.total.lines))
    throw fail('is Istanbul’s summary, which does not tell the lines; give coverage-final.json or lcov.info instead');
  throw unknown(fail, 'JSON that');
}

function unknown(fail: Fail, what = 'a text that'): Error {
  return fail(`${what} is none of the formats that are read (${known})`);
}

function isEmpty(content: ReportContent): boolean {
  switch (content.kind) {
    case 'coverage':
      return content.files.every((file) => file.lines.size === 0);
    case 'tests':
      return content.groups.length === 0;
    case 'endpoints':
      return content.endpoints.length === 0;
    case 'numbers':
      return Object.keys(content.numbers).length === 0;
  }
}
