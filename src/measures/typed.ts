import type { FileFacts } from '../model.ts';
import { percent } from '../text.ts';

/** Typable files that are fewer than this share of the source files are a sideline. */
const fewestTypable = 0.1;

/** Which source files are asked for types (3.1), and how far the answer can be trusted. */
export interface Typing {
  typable: FileFacts[];
  /** Why the share of typed files is no verdict; null: it is one. */
  informative: string | null;
}

/** Which of the files that were read are asked for types. */
export function typingOf(read: readonly FileFacts[]): Typing {
  const typable = read.filter(({ types }) => types === 'typed' || types === 'untyped');
  const all = typable.length + read.filter(({ types }) => types === 'not-typable').length;
  const informative =
    typable.length >= fewestTypable * all
      ? null
      : `only ${percent(typable.length / all)} of the source files are in a language with types`;
  return { typable, informative };
}

/** Of a source file whether it is typed; null where it needs no types, or where types are a sideline. */
export function typeStates(files: readonly FileFacts[]): (file: FileFacts) => boolean | null {
  const { informative } = typingOf(files.filter((file) => file.lane === 'source' && file.unread === null));
  return ({ types }) => (types === 'typed' ? true : types === 'untyped' && informative === null ? false : null);
}
