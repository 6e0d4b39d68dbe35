/** What a file needs no import for: the other files of its package or namespace. */

import type { ImportingFile, ImportTree } from '../resolve.ts';
import { type Declared, declaredIn, mentioned, outer } from './declared.ts';
import { jvmLanguages } from './jvm.ts';
import { addTo, directoriesAbove, directoryOf } from './paths.ts';

/**
 * The files of a file's package that declare a type whose simple name it mentions, by path (Java, Kotlin, C#, PHP; none in
 * other languages). A name that it imports from elsewhere is not meant. In C# the namespaces around its own and the
 * `global using`s of its project count too; in PHP, names that are written in full.
 */
export function samePackage(tree: ImportTree): (path: string) => readonly string[] {
  const jvm = declaredIn(tree, jvmLanguages, '.');
  const csharp = declaredIn(tree, ['C#'], '.');
  const php = declaredIn(tree, ['PHP'], '\\');
  const globals = globalUsings(tree);
  return (path) => {
    const file = tree.files.get(path);
    switch (file?.language) {
      case 'Java':
      case 'Kotlin':
        return mentioned(jvm, file.package ?? '', withoutImported(file));
      case 'PHP':
        return [
          ...new Set([...mentioned(php, file.package ?? '', withoutImported(file)), ...writtenInFull(php, file)]),
        ];
      case 'C#': {
        const seen = withoutImported(file);
        const namespaces = [...around(file.package ?? ''), ...globals(path)];
        return [...new Set(namespaces.flatMap((name) => mentioned(csharp, name, seen)))];
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

/** The namespaces that a file sees by `global using`: those of the files of its project, the nearest directory with a .csproj. */
function globalUsings(tree: ImportTree): (path: string) => readonly string[] {
  const projects = new Set<string>();
  for (const path of tree.files.keys()) if (path.endsWith('.csproj')) projects.add(directoryOf(path));
  function projectOf(path: string): string {
    return directoriesAbove(path).find((directory) => projects.has(directory)) ?? '';
  }
  const namespaces = new Map<string, string[]>();
  for (const file of tree.files.values()) {
    if (file.language !== 'C#') continue;
    for (const { specifier, reexport } of file.imports ?? []) {
      if (reexport) addTo(namespaces, projectOf(file.path), specifier);
    }
  }
  return (path) => namespaces.get(projectOf(path)) ?? [];
}
