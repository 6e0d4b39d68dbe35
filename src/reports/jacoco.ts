import { type Fail, type Lines, markLine, type ReportContent, type ReportedFile } from './report.ts';
import { attributeReader, readXml } from './xml.ts';

/** JaCoCo: the lines of each source file of each package; one is run when an instruction of it was (`ci`). */
export function readJacoco(text: string, fail: Fail): ReportContent {
  const read = attributeReader(text, fail);
  const files: ReportedFile[] = [];
  let directory = '';
  let lines: Lines | null = null;
  for (const event of readXml(text, fail)) {
    if (event.type === 'close' && event.name === 'sourcefile') lines = null;
    if (event.type !== 'open') continue;
    if (event.name === 'package') directory = event.attributes.get('name') ?? '';
    else if (event.name === 'sourcefile') {
      lines = new Map();
      files.push({ paths: pathsOf(directory, read.text(event, 'name')), lines });
    } else if (event.name === 'line' && lines) {
      markLine(lines, read.line(event, 'nr'), read.runs(event, 'ci') > 0);
    }
  }
  return { kind: 'coverage', files };
}

/** Kotlin's directories may leave out what all packages have in common. */
function pathsOf(directory: string, name: string): string[] {
  const segments = directory === '' ? [name] : [...directory.split('/'), name];
  if (!/\.kts?$/.test(name)) return [segments.join('/')];
  return segments.map((_, index) => segments.slice(index).join('/'));
}
