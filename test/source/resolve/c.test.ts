import { expect, test } from 'vitest';
import { meanings } from './tree.ts';

test('beside the file, in include directories above it, then the only one that ends so', () => {
  const files = {
    'include/acme/api.h': {},
    'src/net/socket.h': {},
    'src/net/socket.c': {
      imports: [
        'socket.h',
        'acme/api.h',
        '../util.h',
        'util.h',
        'deps/ring.h',
        'net/socket.h',
        'config.h',
        '../gone.h',
        'net/gone.h',
      ],
    },
    'src/util.h': {},
    'third/deps/ring.h': {},
    'one/config.h': {},
    'two/config.h': {},
  };
  expect(meanings(files, 'src/net/socket.c')).toEqual({
    'socket.h': 'src/net/socket.h',
    'acme/api.h': 'include/acme/api.h',
    '../util.h': 'src/util.h',
    'util.h': 'src/util.h',
    'deps/ring.h': 'third/deps/ring.h',
    'net/socket.h': 'src/net/socket.h',
    // Two of that name, neither near.
    'config.h': 'library null',
    '../gone.h': 'nothing',
    'net/gone.h': 'nothing',
  });
});

test('of several that end so, the one in an include directory', () => {
  const files = {
    'a/include/x/api.h': {},
    'b/x/api.h': {},
    'main/run.cc': { imports: ['x/api.h', '../../../out.h', '/etc/passwd'] },
  };
  expect(meanings(files, 'main/run.cc')).toEqual({
    'x/api.h': 'a/include/x/api.h',
    '../../../out.h': 'nothing',
    '/etc/passwd': 'library null',
  });
});
