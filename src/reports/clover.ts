import { type Fail, type Lines, markLine, type ReportContent, type ReportedFile } from './report.ts';
import { attributeReader, readXml, type XmlElement } from './xml.ts';

/** Clover: statements and conditions of each file. A line of type `method` is a declaration, which is not run. */
export function readClover(text: string, fail: Fail): ReportContent {
  const read = attributeReader(text, fail);
  const files: ReportedFile[] = [];
  let lines: Lines | null = null;
  for (const event of readXml(text, fail)) {
    if (event.type === 'close' && event.name === 'file') lines = null;
    if (event.type !== 'open') continue;
    if (event.name === 'file') {
      lines = new Map();
      files.push({ paths: [event.attributes.get('path') || read.text(event, 'name')], lines });
    } else if (event.name === 'line' && lines && event.attributes.get('type') !== 'method') {
      markLine(lines, read.line(event, 'num'), wasRun(event));
    }
  }
  return { kind: 'coverage', files };

  function wasRun(line: XmlElement): boolean {
    if (line.attributes.has('count')) return read.runs(line, 'count') > 0;
    return read.runs(line, 'truecount') + read.runs(line, 'falsecount') > 0;
  }
}
