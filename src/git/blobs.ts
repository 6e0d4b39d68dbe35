import type { GitView } from './view.ts';

/** One blob as git has it. */
export interface Blob {
  blob: string;
  /** null: the clone does not have it. */
  content: Buffer | null;
}

/**
 * Reads blobs through one `git cat-file --batch`, in the order given, as a stream: one blob is in memory at a time
 * (and what the consumer keeps).
 */
export async function* readBlobs(view: GitView, blobs: readonly string[]): AsyncGenerator<Blob> {
  if (blobs.length === 0) return;
  const input = (function* () {
    for (const blob of blobs) yield `${blob}\n`;
  })();
  const reader = new ByteReader(view.stream(['cat-file', '--batch', '--buffer'], { input }));
  try {
    for (let header = await reader.line(); header !== null; header = await reader.line()) {
      const [blob = '', kind, size] = header.split(' ');
      if (kind === 'missing') yield { blob, content: null };
      else {
        yield { blob, content: await reader.take(Number(size)) };
        await reader.take(1);
      }
    }
  } finally {
    await reader.close();
  }
}

/** Takes lines and exact numbers of bytes from a stream of chunks. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The next line without its newline, null at the end. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf(0x0a);
      if (end !== -1) {
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (!(await this.#more())) return null;
    }
  }

  async take(size: number): Promise<Buffer> {
    if (this.#rest.length < size) await this.#gather(size);
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }

  /** Ends the stream early, and with it the process behind it. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }

  async #gather(size: number): Promise<void> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < size) {
      const { value, done } = await this.#chunks.next();
      if (done) throw new Error(`git cat-file ended ${size - length} bytes early`);
      parts.push(value);
      length += value.length;
    }
    this.#rest = Buffer.concat(parts);
  }
}
