#!/usr/bin/env node
// The door. It knows nothing but the Node that it needs, so that an older one can say so in one line.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(`touchstone needs Node 24 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  const { enableCompileCache } = await import('node:module');
  const { compiledCode } = await import('./commands/data-directory.ts');
  // Half of a short command's time is reading code. Where the directory cannot be written, it is read anew each time.
  enableCompileCache(compiledCode());
  const { run } = await import('./cli.ts');
  await run(process.argv);
}

export {};
