import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionOf } from '../../src/config/connection';
import { readSecret } from '../../src/config/secret';
import type { ClusterSettings } from '../../src/config/settings';
import { clusterWith, problemsIn, read, refusalOf } from './written';
import { folderRepository } from './written';

const variable = 'LOGKEEP_TEST_SECRET';
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logkeep-secret-'))));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => void (process.env[variable] = 'hunter2'));
afterEach(() => void delete process.env[variable]);

function file(content: string): string {
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return path;
}

const refused = 'must say where the secret is, not what it is: {env: NAME} or {file: /path}';

test.each([
  ['a plain text', 'hunter2'],
  ['a text in quotes', '"hunter2"'],
  ['a number', '12345678'],
  ['a mapping of something else', '{value: hunter2}'],
  ['both places at once', '{env: A, file: hunter2}'],
  ['a place and the secret itself', '{env: A, value: hunter2}'],
  ['a place and the secret in the place of a key', '{env: A, hunter2}'],
  ['a mistaken key', '{hunter2: A}'],
  ['a list', '[hunter2]'],
  ['an empty variable name', '{env: ""}'],
  ['nothing', ''],
])('a password that is %s is refused without being repeated', (_, written) => {
  const text = clusterWith('elasticsearch:', '  username: elastic', `  password: ${written}`);
  expect(problemsIn(text)).toEqual([`clusters.kubesphere.elasticsearch.password (line 6, column 7): ${refused}`]);
  expect(refusalOf(text).message).not.toMatch(/hunter2|12345678/);
});

test.each(['apiKey', 'bearer'])('a plain %s is refused without being repeated', (key) => {
  const { message } = refusalOf(clusterWith('elasticsearch:', `  ${key}: hunter2`));
  expect(message).toContain(refused);
  expect(message).not.toContain('hunter2');
});

test('a reference is all that is kept of a secret', () => {
  const config = read(clusterWith('elasticsearch:', `  apiKey: {env: ${variable}}`));
  expect(config.clusters[0]?.auth).toEqual({ apiKey: { env: variable } });
  expect(JSON.stringify(config)).not.toContain('hunter2');
});

test('a secret is read from an environment variable', () => {
  expect(readSecret({ env: variable })).toBe('hunter2');
});

test.each([
  ['as it is', 'hunter2', 'hunter2'],
  ['without the newline that editors add', 'hunter2\n', 'hunter2'],
  ['without the newline of Windows', 'hunter2\r\n', 'hunter2'],
  ['with all but the last newline', 'a\nb\n\n', 'a\nb\n'],
  ['with its spaces', ' hunter2 ', ' hunter2 '],
])('a secret is read from a file %s', (_, content, secret) => {
  expect(readSecret({ file: file(content) })).toBe(secret);
});

test('a variable that is not set is named', () => {
  expect(() => readSecret({ env: 'LOGKEEP_TEST_NOT_SET' })).toThrow(
    'the environment variable LOGKEEP_TEST_NOT_SET is not set or empty: put the secret there',
  );
});

test('a variable that is empty is no secret', () => {
  process.env[variable] = '';
  expect(() => readSecret({ env: variable })).toThrow(`${variable} is not set or empty`);
});

test.each(['', '\n'])('a file that contains %j is no secret', (content) => {
  const path = file(content);
  expect(() => readSecret({ file: path })).toThrow(`${path} is not set or empty: put the secret there`);
});

test('a file that is not there is named, with the reason', () => {
  const path = join(folder, 'missing');
  expect(() => readSecret({ file: path })).toThrow(`the secret file ${path} cannot be read (ENOENT)`);
});

const settings: ClusterSettings = {
  name: 'kubesphere',
  urls: ['http://es:9200'],
  timeZone: 'UTC',
  indexPattern: 'logs-%Y.%m.%d',
  repository: 'backups',
  repositorySettings: folderRepository('backups'),
  freeSpace: { floor: '5%' },
  snapshotName: 'snapshot-%Y%m%d%H%M%S',
};
const secret = { env: variable };

test.each<[string, Partial<ClusterSettings>, object]>([
  ['without credentials', {}, {}],
  [
    'with a user',
    { auth: { username: 'elastic', password: secret } },
    { auth: { username: 'elastic', password: 'hunter2' } },
  ],
  ['with an API key', { auth: { apiKey: secret } }, { auth: { apiKey: 'hunter2' } }],
  ['with a token', { auth: { bearer: secret } }, { auth: { bearer: 'hunter2' } }],
  ['with its own authority', { tls: { caFile: 'ca.pem' } }, { tls: { caFile: 'ca.pem' } }],
])('a cluster is reached %s', (_, different, more) => {
  expect(connectionOf({ ...settings, ...different })).toEqual({ urls: ['http://es:9200'], ...more });
});

test('a connection without its secret is refused with the name of the variable', () => {
  delete process.env[variable];
  expect(() => connectionOf({ ...settings, auth: { bearer: secret } })).toThrow(variable);
});
