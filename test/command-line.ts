import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a command answered. */
export interface Answer {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command line from its source in a process of its own, with nothing of the machine's environment. */
export function touchstone(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  return run(process.execPath, [fileURLToPath(new URL('../src/main.ts', import.meta.url)), ...args], options);
}

/** What a program needs of the machine's environment: where programs and temporary files are. */
export function programEnvironment(): Record<string, string> {
  const wanted = ['PATH', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(wanted.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Answer> {
  const env = { ...programEnvironment(), TOUCHSTONE_DATA: '/nowhere/unset', ...options.env };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(options.cwd ? { cwd: options.cwd } : {}),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const answer: Answer = { code: null, out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      answer.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      answer.err += text;
    });
    child.once('error', reject);
    // Progress is told by the machine's speed; tests are not.
    child.once('close', (code) => resolve({ ...answer, err: answer.err.replace(/^.* …\n/gm, ''), code }));
  });
}
