import { additionsFor } from '../../src/planning/setup-additions';
import { statefulSetOf } from './kubesphere';
import { repository, settings, target } from './setup-builders';

const genuine = statefulSetOf('kubesphere-2.1.1');

test('what is added follows from logkeep.yaml and the image that every node has', () => {
  expect(additionsFor(genuine, target, true)).toEqual({
    ...{ container: 'elasticsearch', claim: 'elasticsearch-logging-backup', chown: true },
    mountPath: '/usr/share/elasticsearch/backup',
    image: 'kubesphere/elasticsearch-oss:6.7.0-1',
    folder: 'kubesphere',
  });
});

test('the check looks at the folder that the repository lies in', () => {
  const folderOf = (location: string): string =>
    additionsFor(genuine, { ...target, repository: { ...repository, location } }, false).folder;
  expect(folderOf('a/b')).toBe('a/b');
  expect(folderOf('/usr/share/elasticsearch/backup/logs/')).toBe('logs');
  expect(folderOf('/usr/share/elasticsearch/backup')).toBe('');
});

test('the image is that of Elasticsearch’s container, and none when there is no such container', () => {
  const spec = genuine.spec.template.spec;
  const containers = [{ name: 'sidecar', image: 'busybox' }, ...spec.containers];
  const template = { ...genuine.spec.template, spec: { ...spec, containers } };
  const more = { ...genuine, spec: { ...genuine.spec, template } };
  expect(additionsFor(more, target, false).image).toBe('kubesphere/elasticsearch-oss:6.7.0-1');
  const other = { ...target, kubernetes: { ...settings, container: 'opensearch' } };
  expect(additionsFor(more, other, false).image).toBe('');
});
