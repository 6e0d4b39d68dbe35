import { getCompileCacheDir } from 'node:module';

/** What processes that run other programs need of ours: a path, a place for temporary files, and what Node itself may be found by. */
const kept = [
  'PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'PATHEXT',
  'NODE_EXTRA_CA_CERTS',
  'LD_LIBRARY_PATH',
  'NODE_ICU_DATA',
];

/** The environment of a process that we fork: none of our own, which holds the app's key, but what it cannot do without. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const found = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const code = getCompileCacheDir();
  return { ...Object.fromEntries(found), ...(code === undefined ? {} : { NODE_COMPILE_CACHE: code }) };
}
