import { type Fail, markLine, type ReportContent, type ReportedFile } from './report.ts';
import { attributeReader, readXml } from './xml.ts';

/** Cobertura: the lines of each class, under its file name; the name is relative to one of the sources. */
export function readCobertura(text: string, fail: Fail): ReportContent {
  const read = attributeReader(text, fail);
  const sources: string[] = [];
  const files = new Map<string, ReportedFile['lines']>();
  let inSource = false;
  let source = '';
  let name: string | null = null;
  for (const event of readXml(text, fail)) {
    if (event.type === 'text') source += inSource ? event.text : '';
    else if (event.type === 'close') {
      if (event.name === 'source') sources.push(source.trim());
      if (event.name === 'source') inSource = false;
      if (event.name === 'class') name = null;
    } else if (event.name === 'source') [inSource, source] = [true, ''];
    else if (event.name === 'class') {
      name = read.text(event, 'filename');
      if (!files.has(name)) files.set(name, new Map());
    } else if (event.name === 'line' && name !== null) {
      markLine(files.get(name)!, read.line(event, 'number'), read.runs(event, 'hits') > 0);
    }
  }
  return { kind: 'coverage', files: [...files].map(([path, lines]) => ({ paths: below(sources, path), lines })) };
}

/** A name is below a source; which of several is not told. */
function below(sources: readonly string[], path: string): string[] {
  const roots = sources.map((source) => source.replace(/[\\/]+$/, '')).filter((root) => root !== '' && root !== '.');
  if (roots.length === 0 || /^([\\/]|[a-z]:)/i.test(path)) return [path];
  return roots.map((root) => `${root}/${path}`);
}
