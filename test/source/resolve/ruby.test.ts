import { expect, test } from 'vitest';
import { meanings } from './tree.ts';

const shop = {
  'lib/acme.rb': {},
  'lib/acme/order.rb': { exports: ['Acme::Order', 'Acme::Order::Line'] },
  'lib/acme/http_client.rb': { exports: ['Acme::HTTPClient'] },
  'lib/acme/errors.rb': { exports: ['Acme::Error', 'Acme::Missing'] },
  'lib/acme/core_ext.rb': { exports: ['Acme::Order'] },
  'app/models/user.rb': { exports: ['User'] },
  'app/models/concerns/named.rb': { exports: ['Named'] },
  'spec/spec_helper.rb': { lane: 'test' as const, exports: ['Acme::Error'] },
};

test('paths: from the file, below load directories, else gems', () => {
  const imports = [
    './order',
    '../acme',
    'acme',
    'acme/order',
    'acme/gone',
    'spec_helper',
    'rack/test',
    'json',
    './gone',
  ];
  expect(meanings({ ...shop, 'lib/acme/main.rb': { imports } }, 'lib/acme/main.rb')).toEqual({
    './order': 'lib/acme/order.rb',
    '../acme': 'lib/acme.rb',
    acme: 'lib/acme.rb',
    'acme/order': 'lib/acme/order.rb',
    'acme/gone': 'nothing',
    spec_helper: 'spec/spec_helper.rb',
    'rack/test': 'library rack',
    json: 'library json',
    './gone': 'nothing',
  });
});

test('constants: the autoload path first, then who declares it, the source lane before tests', () => {
  const imports = [
    'Acme',
    'Acme::Order',
    'Acme::HTTPClient',
    'Acme::Error',
    'User',
    '::Named',
    'Acme::Gone',
    'Rack::Test',
    'Rails',
  ];
  expect(meanings({ ...shop, 'spec/order_spec.rb': { imports } }, 'spec/order_spec.rb')).toEqual({
    Acme: 'lib/acme.rb',
    'Acme::Order': 'lib/acme/order.rb',
    'Acme::HTTPClient': 'lib/acme/http_client.rb',
    'Acme::Error': 'lib/acme/errors.rb',
    User: 'app/models/user.rb',
    '::Named': 'app/models/concerns/named.rb',
    'Acme::Gone': 'nothing',
    'Rack::Test': 'library null',
    Rails: 'library null',
  });
});

test('constants are looked up from the modules that the file declares, innermost first', () => {
  const files = {
    ...shop,
    'lib/error.rb': { exports: ['Error'] },
    'lib/acme/cart.rb': { exports: ['Acme::Cart'], imports: ['Error', '::Error', 'Order', 'Line'] },
    'lib/acme/other.rb': { exports: ['Acme::Order::Price'], imports: ['Line'] },
  };
  expect(meanings(files, 'lib/acme/cart.rb')).toEqual({
    Error: 'lib/acme/errors.rb',
    '::Error': 'lib/error.rb',
    Order: 'lib/acme/order.rb',
    Line: 'library null',
  });
  expect(meanings(files, 'lib/acme/other.rb')).toEqual({ Line: 'lib/acme/order.rb' });
});

test('a constant in capitals that no file declares comes to its class by a module', () => {
  const imports = ['User::NAME_PATTERN', 'User::Gone', 'Rack::LIMIT'];
  expect(meanings({ ...shop, 'lib/acme/main.rb': { imports } }, 'lib/acme/main.rb')).toEqual({
    'User::NAME_PATTERN': 'app/models/user.rb',
    'User::Gone': 'nothing',
    'Rack::LIMIT': 'library null',
  });
});

test('of several gems in one tree the nearest is required', () => {
  const files = {
    'a/lib/x/version.rb': {},
    'b/lib/x/version.rb': {},
    'b/lib/main.rb': { imports: ['x/version'] },
  };
  expect(meanings(files, 'b/lib/main.rb')).toEqual({ 'x/version': 'b/lib/x/version.rb' });
});
