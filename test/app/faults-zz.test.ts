import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { github } from './harness.ts';
import { converges, openScene, quiet, startAgain } from './scenario.ts';
function cpu(pid: number | 'self') { const f = readFileSync(`/proc/${pid}/stat`, 'utf8'); const a = f.slice(f.lastIndexOf(')') + 2).split(' ').map((x) => Number(x) / 100); return `u ${a[11]} s ${a[12]} cu ${a[13]} cs ${a[14]}`; }
it.each([true, false])('times check %s', async (check) => {
  let w = performance.now();
  const rss = () => Math.round(process.memoryUsage().rss / 1e6);
  const t = (l: string, pid?: number) => { console.log(l, 'wall', ((performance.now() - w) / 1000).toFixed(2), 'test', cpu('self'), 'rss', rss(), 'app', pid ? cpu(pid) : ''); w = performance.now(); };
  t('begin');
  const scene = await openScene(await github({ check }), 'PostgreSQL');
  t('scene', scene.app.child.pid);
  for (let n = 0; n < 10; n++) await scene.team.open();
  t('opened', scene.app.child.pid);
  await quiet(scene);
  t('quiet', scene.app.child.pid);
  await scene.app.stop();
  t('stopped');
  await startAgain(scene);
  t('again', scene.app.child.pid);
  await converges(scene);
  t('converged');
}, 100_000);
