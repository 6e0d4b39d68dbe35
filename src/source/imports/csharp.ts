/** C#: usings, the first namespace, the types of each namespace, and the extension methods that a namespace brings. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';
import { capitalisedNames } from './mentions.ts';
import { enter, lineOf, namesAround, written } from './scopes.ts';

const extensionMethod = ':has(> parameter_list:has(> parameter:nth-child(1 of parameter):has(> modifier)))';

/** Reads C#. A `global using` is given on: to the files of its project. */
export const csharpImports: ImportReader = {
  kinds: {
    compilation_unit: '',
    using_directive: '',
    namespace_declaration: '',
    file_scoped_namespace_declaration: '',
    class_declaration: '',
    interface_declaration: '',
    enum_declaration: '',
    record_declaration: '',
    struct_declaration: '',
    delegate_declaration: '',
    method_declaration: extensionMethod,
  },
  visit(node, kind, found) {
    const { startPos: start, endPos: end } = spanOf(node);
    switch (kind) {
      case 'compilation_unit':
        return capitalisedNames(node.text(), found.mentions, true);
      case 'using_directive':
        return readUsing(node, found);
      case 'namespace_declaration':
      case 'file_scoped_namespace_declaration': {
        const name = written(node.field('name'))?.replaceAll(' ', '') ?? null;
        const around = namesAround(found, start);
        found.package ??= name;
        if (around) enter(found, name, kind === 'namespace_declaration' ? end : Number.POSITIVE_INFINITY);
        return;
      }
      case 'method_declaration': {
        // Of a namespace with `using` its extension methods are called by their bare names.
        const namespace = namesAround(found, start) ?? namespaceOf(found);
        if (
          /^\(\s*(?:\[[^\]]*\]\s*)?this\s/.test(node.field('parameters')?.text().slice(0, 200) ?? '') &&
          isGiven(node)
        )
          exported(found, namespace, node.field('name'), 'this ');
        return;
      }
      default: {
        const around = namesAround(found, start);
        if (around) exported(found, around, node.field('name'));
        enter(found, null, end);
      }
    }
  },
};

const using = /^(global )?using (?:static )?(?:unsafe )?(?:([\w@]+) ?= ?)?(?:global ?:: ?)?([\w.@ ]+)/;

function readUsing(node: SgNode, found: ImportFindings): void {
  const [, global, alias, name] = using.exec(written(node) ?? '') ?? [];
  const specifier = name?.replace(/[@ ]/g, '');
  if (!specifier) return;
  const names = alias ? [specifier.slice(specifier.lastIndexOf('.') + 1)] : null;
  found.imports.push({ specifier, line: lineOf(node), names, reexport: global !== undefined });
}

/** The namespaces around, whatever types stand in between. */
function namespaceOf(found: ImportFindings): string[] {
  return found.open.flatMap(({ name }) => (name === null ? [] : [name]));
}

/** A method is private unless it says otherwise. */
function isGiven(method: SgNode): boolean {
  return method
    .children()
    .some((child) => child.is('modifier') && /^(?:public|internal|protected)$/.test(child.text()));
}

/** `mark` sets an extension method apart from a type of its name, as it does where it is called (`capitalisedNames`). */
function exported(found: ImportFindings, namespace: string[], name: SgNode | null, mark = ''): void {
  const own = written(name);
  if (own) found.exports.add([...namespace, mark + own].join('.'));
}
