import { whyUnreadable } from '../../../src/planning/restore/lineage';
import type { ServerProduct } from '../../../src/planning/restore/lineage';

/** `9.2.4` or `opensearch 3.6.0`. */
function product(text: string): ServerProduct {
  const [version = '', distribution = 'elasticsearch'] = text.split(' ').reverse();
  return { distribution: distribution === 'opensearch' ? 'opensearch' : 'elasticsearch', version };
}
const why = (made: string, reader: string) => whyUnreadable('nightly', product(made), product(reader));

test.each([
  ['6.7.0', '6.7.0'],
  ['6.7.0', '6.8.23'],
  ['5.6.16', '6.7.0'],
  ['6.7.0', '7.17.29'],
  ['7.17.29', '8.19.21'],
  ['8.19.9', '9.2.4'],
  ['9.2.3', '9.2.4'],
  ['6.8.23', 'opensearch 1.3.20'],
  ['7.10.2', 'opensearch 1.3.20'],
  ['7.10.2', 'opensearch 2.19.6'],
  ['opensearch 1.3.20', 'opensearch 2.19.6'],
  ['opensearch 2.19.6', 'opensearch 3.6.0'],
])('what %s has taken restores into %s', (made, reader) => {
  expect(why(made, reader)).toBeNull();
});

test.each<[string, string, string]>([
  [
    '6.7.0',
    '8.19.21',
    'Elasticsearch 8.19.21 reads indices of Elasticsearch 7 and 8 only: restore them into Elasticsearch 7, reindex them there, back that up, and restore from that backup',
  ],
  [
    '6.7.0',
    '9.2.4',
    'restore them into Elasticsearch 7, reindex them there, back that up, restore them into Elasticsearch 8, reindex them there, back that up, and restore',
  ],
  ['7.17.29', '9.2.4', 'reads indices of Elasticsearch 8 and 9 only: restore them into Elasticsearch 8, reindex'],
  ['5.6.16', '7.17.29', 'restore them into Elasticsearch 6, reindex'],
  [
    '7.17.29',
    '6.7.0',
    'no version reads what a newer one has written: restore into a cluster of Elasticsearch 7.17 or later',
  ],
  ['8.19.9', '8.7.1', 'which is newer than Elasticsearch 8.7.1'],
  [
    '7.17.29',
    'opensearch 2.19.6',
    'OpenSearch reads snapshots of Elasticsearch up to 7.10 only: restore into an Elasticsearch cluster',
  ],
  ['8.19.9', 'opensearch 3.6.0', 'up to 7.10 only'],
  [
    '6.7.0',
    'opensearch 2.19.6',
    'OpenSearch 2.19.6 reads indices of OpenSearch 1 and OpenSearch 2 only: restore them into OpenSearch 1, reindex',
  ],
  [
    '6.7.0',
    'opensearch 3.6.0',
    'restore them into OpenSearch 1, reindex them there, back that up, restore them into OpenSearch 2, reindex',
  ],
  ['7.10.2', 'opensearch 3.6.0', 'restore them into OpenSearch 2, reindex'],
  [
    '5.6.16',
    'opensearch 1.3.20',
    'reads indices of Elasticsearch 6 and OpenSearch 1 only: restore them into Elasticsearch 6, reindex',
  ],
  ['opensearch 2.19.6', '8.19.21', 'Elasticsearch does not read snapshots of OpenSearch'],
  ['opensearch 3.6.0', 'opensearch 2.19.6', 'which is newer than OpenSearch 2.19.6'],
  ['opensearch 1.3.20', 'opensearch 3.6.0', 'restore them into OpenSearch 2, reindex'],
])('what %s has taken does not restore into %s, and the missing step is said', (made, reader, said) => {
  const sentence = why(made, reader);
  expect(sentence).toMatch(/^nightly was taken by /);
  expect(sentence).toContain(said);
});
