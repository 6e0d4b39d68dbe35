import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDirectory } from '../../src/commands/data-directory.ts';

describe('dataDirectory', () => {
  it('is one for each clone, below the user’s data and never in the clone', () => {
    const env = { TOUCHSTONE_DATA: '/data' };
    expect(dataDirectory('/home/ada/tools/.git', env)).toMatch(/^\/data\/tools-[0-9a-f]{12}$/);
    expect(dataDirectory('/srv/tools.git', env)).toMatch(/^\/data\/tools-[0-9a-f]{12}$/);
    expect(dataDirectory('/srv/tools.git', env)).not.toBe(dataDirectory('/home/ada/tools/.git', env));
    expect(dataDirectory('/srv/a b;c.git', env)).toMatch(/^\/data\/a_b_c-/);
  });

  it.runIf(process.platform === 'linux')('follows the platform’s convention', () => {
    expect(dataDirectory('/srv/tools.git', { XDG_DATA_HOME: '/xdg' })).toMatch(/^\/xdg\/touchstone\/tools-/);
    expect(dataDirectory('/srv/tools.git', {})).toMatch(/\/\.local\/share\/touchstone\/tools-/);
  });

  it('is .touchstone/ for Touchstone’s own checkout', () => {
    expect(dataDirectory(resolve('.git'), {})).toBe(resolve('.touchstone'));
  });
});
