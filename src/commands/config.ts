import { exampleConfig } from '../config/example.ts';
import { formatProblem, parseConfig } from '../config/parse.ts';
import { configJsonSchema } from '../config/schema.ts';
import { measureIds, registry } from '../measures/index.ts';
import { readNamed } from './configuration.ts';

/** `touchstone config check`: exit 0 when the file is good, 1 with every problem on standard error when it is not. */
export async function checkConfig(file: string): Promise<void> {
  const answer = parseConfig(await readNamed(file), measureIds);
  if ('config' in answer) {
    process.stdout.write(`${file}: no problems\n`);
    return;
  }
  for (const problem of answer.problems) process.stderr.write(`${formatProblem(file, problem)}\n`);
  process.exitCode = 1;
}

/** `touchstone config schema`: for editors. */
export function printSchema(): void {
  process.stdout.write(`${JSON.stringify(configJsonSchema(measureIds), null, 2)}\n`);
}

/** `touchstone config init`: everything that can be configured, commented out. */
export function printExample(): void {
  const known = registry.map(({ measure, weight }) => ({
    id: measure.id,
    title: measure.title,
    weight,
    ...(measure.scale ? { scale: measure.scale } : {}),
  }));
  process.stdout.write(exampleConfig(known));
}
