import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import packageJson from '../../package.json';

interface Service {
  image?: string;
  build?: string;
  user?: string;
  command?: string[];
  stop_grace_period?: string;
  read_only?: boolean;
}

const root = resolve(__dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services } = parse(text) as { services: Record<string, Service> };
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

test.each(Object.entries(services))('%s: its image is of one version', (_, { image }) => {
  expect(image).toMatch(/^[^:@]+(:v?\d+(\.\d+)+|@sha256:[0-9a-f]{64})$/);
});

test('the worker is built as the version that package.json names', () => {
  expect(services['worker']).toMatchObject({ build: '.', image: `logkeep:${packageJson.version}` });
});

test('every stage of the image stands on one line of Node on glibc', () => {
  const bases = dockerfile.match(/^FROM \S+/gm);
  expect([...new Set(bases)]).toEqual(['FROM node:24-bookworm-slim']);
});

test('the image does not run as root, and Kubernetes can tell', () => {
  expect(dockerfile.match(/^USER .*$/gm)).toEqual(['USER 1000:1000']);
  expect(services['worker']?.user).toBeUndefined();
});

test('a stopped worker has time to end by itself', () => {
  const createWorker = readFileSync(join(root, 'src/worker/create-worker.ts'), 'utf8');
  const forced = Number(/shutdownForceTime: '(\d+)s'/.exec(createWorker)?.[1]);
  expect(Number.parseInt(services['worker']?.stop_grace_period ?? '', 10)).toBeGreaterThan(forced);
});

test('the demo registers the repository that the presets expect', () => {
  expect(text).toContain('/_snapshot/ks-log-snapshots');
});
