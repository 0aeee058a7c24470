import { describeDeletingPolicy, describeSnapshotPolicy } from '../../src/planning/policy-rivals';
import type { DeletingPolicy, SnapshotPolicy } from '../../src/planning/policy-rivals';

const ilm: DeletingPolicy = { kind: 'ILM', name: 'logs', indices: ['a', 'b', 'c', 'd'], after: '7d' };
const slm: SnapshotPolicy = {
  kind: 'SLM',
  name: 'nightly',
  repository: 'nfs',
  schedule: '0 30 1 * * ?',
  deletes: true,
};
const fate = {
  ILM: 'what logkeep restores comes back without it: remove the policy from these indices and their template',
  ISM: 'a restored day is as old as before, so it may go, too: remove the policy from these indices and their template',
};

test.each<[string, DeletingPolicy, string]>([
  [
    'with its age',
    ilm,
    'ILM policy logs deletes 4 indices (a, b, c and 1 more) 7d after they were created or rolled over, without asking whether they are in a backup',
  ],
  [
    'without one',
    { kind: 'ISM', name: 'hot', indices: ['a'] },
    'ISM policy hot deletes 1 index (a), without asking whether they are in a backup',
  ],
  [
    'that waits for a snapshot',
    { ...ilm, waitsFor: 'nightly' },
    "ILM policy logs deletes 4 indices (a, b, c and 1 more) 7d after they were created or rolled over, once snapshot policy nightly has run, whatever logkeep's backups hold",
  ],
])('a policy that deletes is told of %s', (_, policy, what) => {
  expect(describeDeletingPolicy(policy)).toBe(`${what}; ${fate[policy.kind]}`);
});

test.each<[string, SnapshotPolicy, string | null]>([
  [
    'into the same repository',
    slm,
    "SLM policy nightly writes snapshots into the same repository nfs (0 30 1 * * ?): logkeep's retention leaves them alone, and the policy deletes its own; give it a repository of its own",
  ],
  [
    'that nobody deletes',
    { kind: 'SM', name: 'hourly', repository: 'nfs', deletes: false },
    "SM policy hourly writes snapshots into the same repository nfs: logkeep's retention leaves them alone, and nobody deletes them; give it a repository of its own",
  ],
  ['into another', { ...slm, repository: 'other' }, null],
])('a policy that takes snapshots %s', (_, policy, sentence) => {
  expect(describeSnapshotPolicy(policy, 'nfs')).toBe(sentence);
});
