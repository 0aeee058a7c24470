import { chosenCluster } from '../../src/client/chosen-cluster';
import { parseConfig } from '../../src/config/load';

const config = (...names: string[]) =>
  parseConfig(`clusters:\n${names.map((name) => `  ${name}: {preset: kubesphere-3}\n`).join('')}`, 'logkeep.yaml');

test.each([
  ['the one that is named', ['a', 'b'], 'b', 'b'],
  ['the only one when none is named', ['a'], undefined, 'a'],
])('a command works on %s', (_, names, named, chosen) => {
  expect(chosenCluster(config(...names), named)).toBe(chosen);
});

test.each([
  ['none of several is named', ['a', 'b'], undefined, 'Name a cluster: logkeep.yaml has a, b'],
  [
    'its name has a slip',
    ['kubesphere', 'staging'],
    'kubeshpere',
    'logkeep.yaml has no cluster "kubeshpere", did you mean "kubesphere"?',
  ],
  ['its name is like no other', ['eu', 'us'], 'production', 'logkeep.yaml has no cluster "production" (it has eu, us)'],
])('a cluster is not found when %s', (_, names, named, message) => {
  expect(() => chosenCluster(config(...names), named)).toThrow(expect.objectContaining({ message, code: 2 }) as Error);
});
