/** C and C++: quoted includes. */

import type { ImportReader } from '../imports.ts';
import { lineOf, written } from './scopes.ts';

/** Reads C and C++. `#include <a.h>` is left out: it means what the compiler's directories hold. */
export const cImports: ImportReader = {
  kinds: { preproc_include: '' },
  visit(node, _kind, found) {
    const specifier = /^"([^"]+)"$/.exec(written(node.field('path')) ?? '')?.[1];
    if (specifier) found.imports.push({ specifier, line: lineOf(node), names: null, reexport: false });
  },
};
