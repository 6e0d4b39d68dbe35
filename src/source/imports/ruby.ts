/** Ruby: what is required, the constants that it declares, and each constant of elsewhere at its first use. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';
import { enter, lineOf, namesAround, written } from './scopes.ts';

/** Reads Ruby. A constant that the file does not declare is an import, as autoloading makes it one. */
export const rubyImports: ImportReader = {
  kinds: {
    class: '',
    module: '',
    assignment: ':has(> constant)',
    scope_resolution: '',
    constant: '',
  },
  rare: [
    {
      kind: 'call',
      within: /require|autoload/,
      where: { field: 'method', regex: '^(?:require|require_relative|autoload)$' },
    },
  ],
  visit(node, kind, found) {
    if (kind === 'call') readRequire(node, found);
    else if (kind === 'class' || kind === 'module') declareScope(node, found);
    else if (kind === 'assignment') declareConstant(node, found);
    else readConstant(node, found);
  },
};

function readRequire(node: SgNode, found: ImportFindings): void {
  if (node.field('receiver')) return;
  const method = written(node.field('method'));
  const [first, second] = node.field('arguments')?.namedChildren() ?? [];
  const path = /^(["'])([^"'#\n]+)\1$/.exec(written((method === 'autoload' ? second : first) ?? null) ?? '')?.[2];
  if (!path) return;
  const bare = path.replace(/\.rb$/, '');
  const specifier = method !== 'require_relative' || bare.startsWith('.') ? bare : `./${bare}`;
  found.imports.push({ specifier, line: lineOf(node), names: null, reexport: false });
}

/** The modules around a position, one segment each, outermost first; null where nothing is for others. */
function modulesAround(found: ImportFindings, start: number): string[] | null {
  return namesAround(found, start)?.reduce(within, []) ?? null;
}

/** `A::D` within `A::B` begins with a module around it, which is what it means: `A::D`, not `A::B::A::D`. */
function within(around: string[], name: string): string[] {
  const segments = name.split('::');
  if (segments[0] === '') return segments.slice(1);
  const same = segments.length > 1 ? around.lastIndexOf(segments[0]!) : -1;
  return [...(same < 0 ? around : around.slice(0, same)), ...segments];
}

/** A body that holds nothing but further classes and modules is a name for them, and declares nothing by itself. */
function declareScope(node: SgNode, found: ImportFindings): void {
  const { startPos: start, endPos: end } = spanOf(node);
  const nameNode = node.field('name');
  const name = written(nameNode);
  const around = modulesAround(found, start);
  const body =
    node
      .field('body')
      ?.namedChildren()
      .filter((child) => !child.is('comment')) ?? [];
  const namesOnly = body.length > 0 && body.every((child) => child.is('class') || child.is('module'));
  if (around && name && !namesOnly) found.exports.add(within(around, name).join('::'));
  enter(found, name, end);
  // The constants of its own name are no references.
  if (nameNode) enter(found, null, spanOf(nameNode).endPos);
}

function declareConstant(node: SgNode, found: ImportFindings): void {
  const left = node.field('left');
  if (!left?.is('constant')) return;
  const around = modulesAround(found, spanOf(node).startPos);
  const name = written(left);
  if (around && name) found.exports.add([...around, name].join('::'));
  enter(found, null, spanOf(left).endPos);
}

/** Of the language itself, however often a library adds to them. */
const core = new Set(
  (
    'Array BasicObject Class Comparable Complex Data Date DateTime Dir ENV ARGV ARGF Encoding Enumerable Enumerator Errno ' +
    'FalseClass Fiber File FileUtils Float GC Hash IO Integer Kernel Marshal Math Method Module Mutex NilClass Numeric Object ' +
    'ObjectSpace Proc Process Queue RUBY_ENGINE RUBY_PLATFORM RUBY_VERSION Ractor Random Range Rational Regexp STDERR STDIN ' +
    'STDOUT Set Signal String StringIO Struct Symbol Thread Time TrueClass UnboundMethod Warning Exception ArgumentError ' +
    'EOFError FrozenError IOError IndexError Interrupt KeyError LoadError NameError NoMethodError NotImplementedError ' +
    'RangeError RegexpError RuntimeError ScriptError SecurityError SignalException StandardError StopIteration SyntaxError ' +
    'SystemCallError SystemExit ThreadError TypeError ZeroDivisionError'
  ).split(' '),
);

function readConstant(node: SgNode, found: ImportFindings): void {
  const { startPos: start, endPos: end } = spanOf(node);
  const around = modulesAround(found, start);
  if (around === null) return;
  // `A::B` is read whole: the constants in it are no further ones.
  enter(found, null, end);
  const specifier = written(node);
  if (!specifier || !/^(?:::)?\p{Lu}[\p{L}\p{N}_]*(?:::\p{Lu}[\p{L}\p{N}_]*)*$/u.test(specifier)) return;
  if (found.mentions.has(specifier) || core.has(bare(specifier).split('::')[0]!)) return;
  found.mentions.add(specifier);
  const declared = [...around.keys(), around.length].some((length) =>
    found.exports.has([...around.slice(0, length), bare(specifier)].join('::')),
  );
  if (!declared) found.imports.push({ specifier, line: lineOf(node), names: null, reexport: false });
}

function bare(name: string): string {
  return name.replace(/^::/, '');
}
