import { writeFile } from 'node:fs/promises';
import { UserError } from '../model.ts';

/** Writes a command's text where `--out` says, else to standard output. */
export async function print(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new UserError(`--out ${out}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Whether a reader's terminal shows the text in colours. */
export function inColour(out: string | undefined): boolean {
  return process.stdout.isTTY === true && out === undefined && !process.env.NO_COLOR;
}
