import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull } from 'node:os';

/** git answered with an error. `message` is git's own last line; `args` never hold a secret. */
export class GitError extends Error {
  override name = 'GitError';
  /** The end of what git wrote to its standard error. */
  readonly stderr: string;
  constructor(args: readonly string[], status: number | null, stderr: string) {
    super(`git ${commandOf(args)}: ${stderr.trim().split('\n').at(-1) || `exit ${status}`}`);
    this.stderr = stderr;
  }
}

/** The command, past the settings of this call (`-c name=value`). */
function commandOf(args: readonly string[]): string | undefined {
  return args.find((arg, index) => arg !== '-c' && args[index - 1] !== '-c');
}

/** How one git is run. */
export interface GitOptions {
  cwd?: string;
  /** GIT_* variables of this call. */
  env?: Record<string, string>;
  /** Written to git's standard input as it takes it. */
  input?: Iterable<string | Buffer>;
  /**
   * Kills git and all of its children when aborted, and the signal's reason is thrown once they are gone. With a signal,
   * they are also killed when this process dies, in whatever way.
   */
  signal?: AbortSignal;
}

/**
 * Runs git in the shell's process group, which is killed when descriptor 3 ends: its other end is held by our process
 * alone. The watch lets go of git's output, so that this ends with git.
 */
const leash =
  '(read -r _ <&3; kill -s KILL -- -$$) >/dev/null 2>&1 & exec 3<&-; git "$@"; status=$?; kill $!; exit $status';

/**
 * The environment of every git: nothing of the user's configuration, no prompt, no network, no replaced objects, one
 * language. A repository's own configuration is kept out by measuring through a `GitView`.
 */
export function gitEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'PATHEXT']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return {
    ...kept,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    // Larger writes: git's output is read whole, not watched.
    GIT_FLUSH: '0',
  };
}

/** Runs git and yields its standard output as it comes. Throws a GitError when git fails; stops git when left early. */
export async function* streamGit(args: readonly string[], options: GitOptions = {}): AsyncGenerator<Buffer> {
  const { signal } = options;
  signal?.throwIfAborted();
  const child = spawn(signal ? 'sh' : 'git', signal ? ['-c', leash, 'sh', ...args] : args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...gitEnvironment(), ...options.env },
    stdio: signal ? ['pipe', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'],
    detached: signal !== undefined,
  }) as ChildProcessWithoutNullStreams;
  const stop = () => (signal ? killGroup(child) : child.kill());
  signal?.addEventListener('abort', stop);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000);
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  closed.catch(() => {});
  const fed = feed(child.stdin, options.input ?? []);
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    const status = await closed;
    await fed;
    signal?.throwIfAborted();
    if (status !== 0) throw new GitError(args, status, stderr);
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Kills a process that was started detached, and all that it started. */
export function killGroup(child: ChildProcess): void {
  child.stdio[3]?.destroy();
  // A group that has ended may have left its number to another.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** All of git's standard output as text, for short answers. */
export async function readGit(args: readonly string[], options: GitOptions = {}): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamGit(args, options)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Splits a byte stream at NUL: the one separator that no path and no message can hold. */
export async function* splitAtNul(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer | null = null;
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      const token: Buffer = chunk.subarray(start, end);
      yield rest ? Buffer.concat([rest, token]) : token;
      rest = null;
      start = end + 1;
    }
    if (start < chunk.length) {
      const tail = chunk.subarray(start);
      rest = rest ? Buffer.concat([rest, tail]) : tail;
    }
  }
  if (rest) yield rest;
}

/** Splits a byte stream at line ends. Bytes stand for themselves, as in latin1. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) yield rest;
}

/** Writes in pieces of about 64 KiB and waits where git does not keep up. A git that has ended reads no more: no error. */
async function feed(stdin: NodeJS.WritableStream & { destroyed?: boolean }, input: Iterable<string | Buffer>) {
  let closed = false;
  stdin.on('error', () => {
    closed = true;
  });
  let pending: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    const piece = Buffer.concat(pending);
    pending = [];
    size = 0;
    if (!stdin.write(piece) && !closed)
      await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(() => {});
  };
  for (const part of input) {
    if (closed) return;
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    pending.push(bytes);
    size += bytes.length;
    if (size >= 65_536) await flush();
  }
  if (size > 0 && !closed) await flush();
  stdin.end();
}
