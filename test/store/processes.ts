import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A child process that runs one of the programs beside this file. */
export interface Child {
  process: ChildProcess;
  /** The next line that it prints; null when it has ended. */
  nextLine(): Promise<string | null>;
  /** Ends its input, on which the programs here end, and waits for it; the exit code. */
  finish(): Promise<number | null>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a program of this folder under the Node that runs the tests. */
export function startChild(program: string, ...args: string[]): Child {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    process: child,
    async nextLine() {
      const line = await lines.next();
      return line.done ? null : line.value;
    },
    async finish() {
      child.stdin.end();
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
