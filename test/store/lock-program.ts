// Takes the lock of the directory given, prints `taken` or `held`, and releases it when its input ends.
import { takeLock } from '../../src/lock.ts';

const lock = takeLock(process.argv[2]!);
process.stdout.write(lock === 'held' ? 'held\n' : 'taken\n');
process.stdin.resume().once('end', () => lock !== 'held' && lock.release());
