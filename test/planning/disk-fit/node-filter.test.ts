import { filterAgainst } from '../../../src/planning/disk-fit/node-filter';
import type { NodeFilter } from '../../../src/planning/disk-fit/room';
import { nodeOf } from './rooms';

const node = nodeOf('data-1', 0, { ip: '10.0.0.1', host: 'one.example', attributes: { zone: 'a', disk: 'ssd' } });
const filter = (kind: NodeFilter['kind'], attribute: string, ...values: string[]): NodeFilter => ({
  kind,
  attribute,
  values,
});

test.each<[string, NodeFilter[], boolean]>([
  ['no filter', [], true],
  ['an excluded name', [filter('exclude', '_name', 'data-0', 'data-1')], false],
  ['an excluded name with a wildcard', [filter('exclude', '_name', 'data-*')], false],
  ['an exclusion of others', [filter('exclude', '_name', 'data-2')], true],
  ['an excluded address', [filter('exclude', '_ip', '10.0.0.1')], false],
  ['an excluded host', [filter('exclude', '_host', 'one.*')], false],
  ['an excluded attribute', [filter('exclude', 'zone', 'a')], false],
  ['an attribute that the node lacks', [filter('exclude', 'rack', '*')], true],
  ['an inclusion of it', [filter('include', 'zone', 'b', 'a')], true],
  ['an inclusion of others', [filter('include', 'zone', 'b')], false],
  // DiscoveryNodeFilters: any of all inclusions is enough.
  ['one of two inclusions', [filter('include', 'zone', 'b'), filter('include', 'disk', 'ssd')], true],
  ['a requirement that it meets', [filter('require', 'zone', 'a'), filter('require', 'disk', 's*')], true],
  ['one of two requirements', [filter('require', 'zone', 'a'), filter('require', 'disk', 'hdd')], false],
  ['two values of which one node cannot have both', [filter('require', 'zone', 'a', 'b')], false],
  ['an empty inclusion', [filter('include', '_name')], true],
  ['a dot that is no wildcard', [filter('exclude', '_ip', '10a0.0.1')], true],
])('with %s', (_, filters, allowed) => {
  expect(filterAgainst({ filters, node }) === null).toBe(allowed);
});

test('the setting is named', () => {
  expect(filterAgainst({ filters: [filter('exclude', '_name', 'data-0', 'data-1')], node })).toBe(
    'cluster.routing.allocation.exclude._name: data-0,data-1',
  );
});
