import { parseConfig } from '../../src/config/load';
import { presets } from '../../src/config/presets';
import { IndexPattern } from '../../src/planning/index-pattern';
import { TimeZone } from '../../src/planning/time-zone';
import { clusterWith, folderRepository, problemsIn, read, refusalOf } from './written';

const cluster = (...lines: string[]) => read(clusterWith(...lines)).clusters[0];

test.each(Object.entries(presets))('the preset %s is enough for a cluster', (name, preset) => {
  const [settings] = read(`clusters: {a: {preset: ${name}}}\n`).clusters;
  expect(settings).toMatchObject({
    indexPattern: preset.indexPattern,
    repository: preset.repository,
    timeZone: preset.timezone,
  });
  expect(() => [new IndexPattern(preset.indexPattern), TimeZone.parse(preset.timezone)]).not.toThrow();
});

test.each([
  ['timezone: Asia/Shanghai', { timeZone: 'Asia/Shanghai' }],
  ['indices: {pattern: logs-%Y.%m.%d}', { indexPattern: 'logs-%Y.%m.%d' }],
  ['repository: {name: nfs}', { repository: 'nfs', repositorySettings: folderRepository('nfs') }],
  ['repository: {minFree: 5GiB}', { freeSpace: { floor: '5GiB' } }],
  ['repository: {freeSpacePath: /mnt/backup}', { freeSpace: { floor: '5%', path: '/mnt/backup' } }],
  ['elasticsearch: {url: "http://es:9200"}', { urls: ['http://es:9200'] }],
  ['snapshots: {name: "nightly-%Y-%m-%d-%H-%M-%S"}', { snapshotName: 'nightly-%Y-%m-%d-%H-%M-%S' }],
])('what the file says wins over the preset, and the rest stays: %s', (line, different) => {
  expect(cluster(line)).toEqual({ ...cluster(), ...different });
});

test('without a preset a cluster needs its address, pattern and repository, and has UTC', () => {
  const text =
    'clusters:\n  a:\n    elasticsearch: {url: "https://es:9200"}\n    indices: {pattern: logs-%Y.%m.%d}\n    repository: {name: nfs}\n';
  expect(read(text).clusters).toEqual([
    {
      name: 'a',
      urls: ['https://es:9200'],
      timeZone: 'UTC',
      indexPattern: 'logs-%Y.%m.%d',
      repository: 'nfs',
      repositorySettings: folderRepository('nfs'),
      freeSpace: { floor: '5%' },
      snapshotName: 'snapshot-%Y%m%d%H%M%S',
    },
  ]);
});

test('what is nowhere is told for every cluster, beside what is wrong in another', () => {
  const text = 'clusters:\n  a: {indices: {pattern: logs-%Y.%m.%d}}\n  b: {preset: kubesphere-3, timezone: Mars}\n';
  expect([...problemsIn(text)].sort()).toEqual([
    'clusters.a (line 2, column 3): elasticsearch.url is missing: the address of the cluster',
    'clusters.a (line 2, column 3): repository.name is missing: the snapshot repository',
    'clusters.b.timezone (line 3, column 29): "Mars" is not a time zone: use an IANA name such as Asia/Shanghai or UTC',
  ]);
});

test.each([
  ['one address', 'url: "http://es:9200"', ['http://es:9200']],
  [
    'several of the same cluster',
    'url: ["http://a:9200", "https://b:9200/es"]',
    ['http://a:9200', 'https://b:9200/es'],
  ],
])('elasticsearch.url is %s', (_, line, urls) => {
  expect(cluster('elasticsearch:', `  ${line}`)?.urls).toEqual(urls);
});

test.each(['elastic:hunter2@es:9200', 'hunter2@es:9200', ':hunter2@es:9200'])(
  'credentials in the address (http://%s) are refused without being repeated',
  (rest) => {
    for (const url of [`"http://${rest}"`, `["http://es:9200", "https://${rest}"]`]) {
      const { message } = refusalOf(clusterWith('elasticsearch:', `  url: ${url}`));
      expect(message).toContain('must not contain a user or password: use username and password beside it');
      expect(message).not.toContain('hunter2');
    }
  },
);

test.each([
  'es:9200',
  'ftp://elastic:hunter2@es',
  'http://',
  'not an address',
  '9200',
  '"http:es"',
  '"http://es:99999"',
])('an address such as %s is refused, without repeating it', (url) => {
  const { message } = refusalOf(clusterWith('elasticsearch:', `  url: ${url}`));
  expect(message).toContain(
    'clusters.kubesphere.elasticsearch.url (line 5, column 7): must be an http:// or https:// address',
  );
  expect(message).not.toContain('hunter2');
});

test.each(['http://es:9200/?token=hunter2', 'http://es:9200/#hunter2'])(
  '%s is refused for what follows the path',
  (url) => {
    const { message } = refusalOf(clusterWith('elasticsearch:', `  url: "${url}"`));
    expect(message).toContain('must not contain ? or #');
    expect(message).not.toContain('hunter2');
  },
);

const user = ['  username: elastic', '  password: {env: A}'];

test.each([
  ['username and password', user, { username: 'elastic', password: { env: 'A' } }],
  ['an API key', ['  apiKey: {file: /run/key}'], { apiKey: { file: '/run/key' } }],
  ['a token', ['  bearer: {env: A}'], { bearer: { env: 'A' } }],
])('a cluster may be asked with %s', (_, lines, auth) => {
  expect(cluster('elasticsearch:', ...lines)?.auth).toEqual(auth);
});

const together = 'must give username and password together';
const oneWay = 'must use one way to authenticate: username and password, apiKey, or bearer';
test.each([
  ['a user without password', ['  username: elastic'], [together]],
  ['a password without user', ['  password: {env: A}'], [together]],
  ['two ways', [...user, '  apiKey: {env: B}'], [oneWay]],
  ['all ways', [...user, '  apiKey: {env: B}', '  bearer: {env: C}'], [oneWay]],
  ['half of one way and another', ['  username: elastic', '  bearer: {env: C}'], [oneWay, together]],
])('%s cannot authenticate', (_, lines, problems) => {
  const where = 'clusters.kubesphere.elasticsearch (line 4, column 5)';
  expect(problemsIn(clusterWith('elasticsearch:', ...lines))).toEqual(
    problems.map((problem) => `${where}: ${problem}`),
  );
});

const fingerprint = Array.from({ length: 32 }, () => 'A1').join(':');

test.each([
  [`{fingerprint: "${fingerprint}"}`, { fingerprint }],
  ['{caFile: /etc/ca.pem}', { caFile: '/etc/ca.pem' }],
  ['{}', {}],
])('tls is %s', (written, tls) => {
  expect(cluster('elasticsearch:', `  tls: ${written}`)?.tls).toEqual(tls);
});

test('an authority is named once', () => {
  const tls = `  tls: {caFile: /etc/ca.pem, fingerprint: "${fingerprint}"}`;
  expect(problemsIn(clusterWith('elasticsearch:', tls))).toEqual([
    'clusters.kubesphere.elasticsearch.tls (line 5, column 7): must name the certificate authority in one way: caFile or fingerprint',
  ]);
});

test('files are relative to the folder of logkeep.yaml', () => {
  const text = clusterWith('elasticsearch:', ...user, '  tls: {caFile: ca.pem}').replace('{env: A}', '{file: ../key}');
  expect(parseConfig(text, '/etc/logkeep/logkeep.yaml').clusters[0]).toMatchObject({
    auth: { username: 'elastic', password: { file: '/etc/key' } },
    tls: { caFile: '/etc/logkeep/ca.pem' },
  });
});

test.each(['A1:B2', fingerprint.replace('A1', 'G1'), `${fingerprint}:A1`])('%s is no SHA-256 fingerprint', (wrong) => {
  expect(problemsIn(clusterWith('elasticsearch:', '  tls:', `    fingerprint: "${wrong}"`))).toEqual([
    'clusters.kubesphere.elasticsearch.tls.fingerprint (line 6, column 9): must be the SHA-256 fingerprint of a certificate',
  ]);
});

test.each(['my backups', 'a/b', 'a,b', 'a#b', 'a*'])(
  'Elasticsearch would not take %s as the name of a repository',
  (name) => {
    expect(refusalOf(clusterWith(`repository: {name: "${name}"}`)).message).toContain(
      'must not contain spaces or any of',
    );
  },
);

test.each(['.', '..', '_all'])('a repository cannot be called %s, which means something else in an address', (name) => {
  expect(problemsIn(clusterWith(`repository: {name: "${name}"}`))).toEqual([
    'clusters.kubesphere.repository.name (line 4, column 18): must not be . or .. or _all',
  ]);
});

test.each(['healthPort: 9000, metricsPort: 9000', 'metricsPort: 8080'])(
  'health and metrics cannot share a port: %s',
  (ports) => {
    expect(refusalOf(`${clusterWith()}worker: {${ports}}\n`).message).toMatch(
      /worker\.metricsPort \(line 4, column \d+\): must be another port than that of healthPort \(8080 when left out\)$/,
    );
  },
);
