import { UserError } from '../model.ts';
import { oneLine, showPath } from '../text.ts';
import { type MeasureOptions, measurePath } from './run.ts';

const columns = ['path', 'lane', 'rule', 'language', 'types', 'lines', 'code lines', 'functions', 'test', 'test rule'];

/** `touchstone files`: what Touchstone takes each file for, one line each, so that anyone can check it. */
export async function files(path: string, options: MeasureOptions): Promise<void> {
  const { measured } = await measurePath(path, options, { keep: false });
  const known = measured.facts.files;
  if (!Array.isArray(known))
    throw new UserError(`the files cannot be read: ${'failed' in known ? known.failed : known.missing}`);
  const rows = known.map((file) => [
    showPath(file.path),
    file.unread === null ? file.lane : `${file.lane} (left out: ${file.unread})`,
    oneLine(file.laneRule),
    file.language ?? '',
    file.types,
    file.lines === 0 ? '' : String(file.lines),
    file.lane === 'source' ? String(file.codeLines) : '',
    file.lane !== 'source' || file.functions === null ? '' : String(file.functions.length),
    file.test ? showPath(file.test.path) : '',
    file.test?.rule ?? '',
  ]);
  process.stdout.write(`${[columns, ...rows].map((row) => row.join('\t')).join('\n')}\n`);
}
