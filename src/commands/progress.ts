import { oneLine } from '../text.ts';

/** Nothing is said of what takes less. */
const quiet = 1_000;
/** Where it is no terminal, a line at most this often. */
const pause = 2_000;

/**
 * Progress on standard error: silent for the first second, then the newest word; one line rewritten on a terminal,
 * separate lines elsewhere.
 */
export interface Progress {
  say(text: string): void;
  /** Says now what is known: what follows may take long without a turn. */
  flush(): void;
  /** Takes the line away, to make room for another word. */
  clear(): void;
  /** Takes the line away for good. */
  end(): void;
}

/** Progress on this process's standard error. */
export function startProgress(): Progress {
  const terminal = process.stderr.isTTY === true;
  let newest: string | null = null;
  let written = false;
  let nextAt = performance.now() + quiet;
  const write = () => {
    if (newest === null) return;
    process.stderr.write(terminal ? `\r\u001b[K${newest} …` : `${newest} …\n`);
    newest = null;
    written = true;
    nextAt = performance.now() + (terminal ? 0 : pause);
  };
  const clear = () => {
    if (terminal && written) process.stderr.write('\r\u001b[K');
  };
  const timer = setTimeout(write, quiet);
  timer.unref();
  return {
    say(text) {
      newest = oneLine(text);
      if (performance.now() >= nextAt) write();
    },
    flush: write,
    clear,
    end() {
      clearTimeout(timer);
      clear();
    },
  };
}
