import { indexFor, settingsAfterwards, unknownSetting } from '../../../src/planning/export/index-for';

const exported = {
  settings: {
    'index.number_of_shards': '5',
    'index.number_of_replicas': '1',
    'index.refresh_interval': '30s',
    'index.analysis.analyzer.names.type': 'keyword',
    'index.mapping.total_fields.limit': '2000',
    'index.uuid': '5eTK1tscRKKiO-7H6yA7Xg',
    'index.version.created': '6070099',
    'index.creation_date': '1573516800000',
    'index.provided_name': 'ks-logstash-log-2019.11.12',
    'index.lifecycle.name': 'thirty-days',
    'index.blocks.write': 'true',
    'index.routing.allocation.require.zone': 'a',
    'index.some_plugin.setting': 'x',
  },
  mappings: { _default_: { dynamic: true }, flb_type: { properties: { log: { type: 'text' } } } },
  type: 'flb_type',
};
const filling = { 'index.number_of_replicas': 0, 'index.refresh_interval': '-1' };
const kept = {
  'index.number_of_shards': '5',
  'index.analysis.analyzer.names.type': 'keyword',
  'index.mapping.total_fields.limit': '2000',
};

test('what belongs to the cluster that it came from is left behind', () => {
  expect(indexFor(exported, { isTypeless: false }).settings).toEqual({ ...kept, ...filling });
});

test('a type of Elasticsearch 6 is kept where there are types, and unwrapped where there are none', () => {
  const mapping = exported.mappings.flb_type;
  expect(indexFor(exported, { isTypeless: false }).mappings).toEqual({ flb_type: mapping });
  expect(indexFor(exported, { isTypeless: true }).mappings).toEqual(mapping);
});

test('a mapping without a type gets one where there are types', () => {
  const typeless = { settings: {}, mappings: { properties: { log: { type: 'text' } } } };
  expect(indexFor(typeless, { isTypeless: false }).mappings).toEqual({ _doc: typeless.mappings });
});

test('a setting that the server does not know is left out with all below it', () => {
  const { settings } = indexFor(exported, { isTypeless: true }, ['index.analysis.analyzer.names']);
  expect(Object.keys(settings)).not.toContain('index.analysis.analyzer.names.type');
  expect(settings).toMatchObject({ 'index.mapping.total_fields.limit': '2000' });
});

test.each([
  ['unknown setting [index.mode] please check that any required plugins are installed', 'index.mode'],
  ['private index setting [index.creation_date] can not be set explicitly', 'index.creation_date'],
  ['Failed to parse mapping', null],
])('"%s" is about %s', (reason, setting) => {
  expect(unknownSetting(reason)).toBe(setting);
});

test('a full index gets its replicas and its refresh back', () => {
  const own = { 'index.number_of_replicas': '1', 'index.refresh_interval': '30s' };
  expect(settingsAfterwards(exported.settings)).toEqual(own);
  expect(settingsAfterwards({ 'index.auto_expand_replicas': '0-1', 'index.number_of_replicas': '0' })).toEqual({
    'index.auto_expand_replicas': '0-1',
    'index.refresh_interval': null,
  });
});
