/** What a file needs no import for: the other files of its package or namespace. */

import type { ImportingFile, ImportTree } from '../resolve.ts';
import { projectFinder, seenByReferences } from './csharp-projects.ts';
import { type Declared, declaredIn, mentionedIn, outer } from './declared.ts';
import { jvmLanguages } from './jvm.ts';
import { addTo, directoriesAbove, directoryOf } from './paths.ts';

/**
 * The files of a file's package that declare a type whose simple name it mentions, by path (Java, Kotlin, C#, PHP; none in
 * other languages). A name that it imports from elsewhere is not meant. In C# the namespaces around its own and the
 * `global using`s of its project count too; in PHP, names that are written in full.
 */
export function samePackage(tree: ImportTree): (path: string) => readonly string[] {
  const php = declaredIn(tree, ['PHP'], '\\');
  const inPhp = mentionedIn(php);
  const inJvm = mentionedIn(declaredIn(tree, jvmLanguages, '.'));
  const inCSharp = mentionedIn(declaredIn(tree, ['C#'], '.'), seenByReferences(tree));
  const globals = globalUsings(tree);
  return (path) => {
    const file = tree.files.get(path);
    switch (file?.language) {
      case 'Java':
      case 'Kotlin':
        return inJvm(file.package ?? '', withoutImported(file));
      case 'PHP':
        return [...new Set([...inPhp(file.package ?? '', withoutImported(file)), ...writtenInFull(php, file)])];
      case 'C#': {
        const seen = withoutImported(file);
        const namespaces = [...around(file.package ?? ''), ...globals(path)];
        return [...new Set(namespaces.flatMap((name) => inCSharp(name, seen)))];
      }
      default:
        return [];
    }
  };
}

function withoutImported(file: ImportingFile): ImportingFile {
  const imported = new Set(file.imports?.flatMap(({ names }) => names ?? []));
  return { ...file, mentions: file.mentions.filter((name) => !imported.has(name)) };
}

function writtenInFull(declared: Declared, file: ImportingFile): string[] {
  return file.mentions
    .filter((name) => name.startsWith('\\'))
    .flatMap((name) => declared.types.get(name.slice(1)) ?? [])
    .filter((path) => path !== file.path);
}

/** A namespace, and those around it. */
function around(namespace: string): string[] {
  const names: string[] = [];
  for (let name = namespace; name !== ''; name = outer(name, '.')) names.push(name);
  return names;
}

/**
 * The namespaces that a file sees by the `global using`s of its project (the nearest directory with a .csproj), and by the
 * `<Using Include="…">` of project files and Directory.Build files above it.
 */
function globalUsings(tree: ImportTree): (path: string) => readonly string[] {
  const projectOf = projectFinder(tree);
  const byDirectory = new Map<string, string[]>();
  for (const file of tree.files.values()) {
    if (file.language !== 'C#') continue;
    for (const { specifier, reexport } of file.imports ?? []) {
      if (reexport) addTo(byDirectory, projectOf(file.path) ?? '', specifier);
    }
  }
  for (const [path, text] of tree.texts) {
    if (!/(?:\.csproj|(?:^|\/)Directory\.Build\.(?:props|targets))$/.test(path)) continue;
    for (const [, name] of text.matchAll(/<Using\s{1,10}Include="([\w.]+)"/g))
      addTo(byDirectory, directoryOf(path), name!);
  }
  return (path) => [...new Set(directoriesAbove(path).flatMap((directory) => byDirectory.get(directory) ?? []))];
}
