import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from '@temporalio/worker';
import { violations } from './json-schema';

const root = resolve(__dirname, '../..');
// In the checkout, so that the built files find their packages as they would in dist.
const out = join(root, '.sandbox', `test-build-${process.pid}`);

const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

beforeAll(() => {
  rmSync(out, { recursive: true, force: true });
  node('build.mjs', out);
});

afterAll(() => rmSync(out, { recursive: true, force: true }));

test('never builds into a folder that is already there', () => {
  expect(() => node('build.mjs', out)).toThrow(/is already there/);
});

describe('the bundle of the workflows', () => {
  const histories = join(root, 'test/replay/histories');

  test('is found by the built worker', () => {
    const code = node(
      '-p',
      `JSON.stringify(require(${JSON.stringify(join(out, 'worker/workflow-code.js'))}).workflowCode())`,
    );
    expect(JSON.parse(code)).toEqual({ workflowBundle: { codePath: join(out, 'workflow-bundle.js') } });
  });

  test('replays runs that were recorded from the sources', async () => {
    for (const history of ['backup-done.json', 'restore-done.json']) {
      const codePath = join(out, 'workflow-bundle.js');
      await Worker.runReplayHistory({ workflowBundle: { codePath } }, json(histories, history), 'replayed');
    }
  });
});

describe('the built command', () => {
  const command = join(out, 'client/main.js');

  test('can be executed', () => {
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(() => accessSync(command, constants.X_OK)).not.toThrow();
  });

  test('shows its help', () => {
    expect(node(command, '--help')).toContain('backup [options] [cluster]');
  });
});

describe('the JSON Schemas', () => {
  const schema = (name: string) => json(out, 'schema', `${name}.schema.json`) as Record<string, unknown>;

  const inputs = readdirSync(join(root, 'src/workflows'))
    .filter((folder) => {
      const types = join(root, 'src/workflows', folder, 'types.ts');
      return existsSync(types) && readFileSync(types, 'utf8').includes('schema:');
    })
    .map((folder) => folder.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()));

  test('are there for logkeep.yaml and for every workflow that people start', () => {
    const names = ['logkeep', ...inputs.map((workflow) => `${workflow}-input`)].map((name) => `${name}.schema.json`);
    expect(inputs.length).toBeGreaterThan(0);
    expect(readdirSync(join(out, 'schema')).sort()).toEqual(names.sort());
  });

  test.each(inputs)('%s: accepts its example and nothing with an unknown key', (workflow) => {
    const input = schema(`${workflow}-input`);
    const examples = input['examples'] as Record<string, unknown>[];
    expect(examples).toHaveLength(1);
    expect(violations(input, examples[0])).toEqual([]);
    expect(violations(input, { ...examples[0], clutser: 'kubesphere' })).toEqual(['clutser: not known']);
    expect(violations(input, {})).toContain('cluster: missing');
  });

  test('logkeep.yaml: accepts the smallest useful file and a full one', () => {
    const file = schema('logkeep');
    const smallest = { clusters: { kubesphere: { preset: 'kubesphere-2.1' } } };
    expect(violations(file, smallest)).toEqual([]);
    const cluster = {
      elasticsearch: {
        url: ['https://a:9200', 'https://b:9200'],
        username: 'u',
        password: { env: 'P' },
        tls: { caFile: '/ca.pem' },
      },
      timezone: 'Asia/Shanghai',
      indices: { pattern: 'logs-%Y.%m.%d' },
      repository: { name: 'r' },
    };
    expect(violations(file, { clusters: { logs: cluster }, worker: { healthPort: 0 } })).toEqual([]);
  });

  test.each([
    [{}, 'clusters: missing'],
    [{ clusters: { a: { preset: 'kubesphere' } } }, 'clusters.a.preset: not one of the known'],
    [{ clusters: { a: { elasticsearch: { password: 'secret' } } } }, 'clusters.a.elasticsearch.password: fits nothing'],
    [{ clusters: {}, worker: { healthPort: '8080' } }, 'worker.healthPort: not integer'],
  ])('logkeep.yaml: %j is a mistake', (value, violation) => {
    expect(violations(schema('logkeep'), value)).toEqual([violation]);
  });
});
