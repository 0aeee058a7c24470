import fc from 'fast-check';
import { ownerText, ownerVerdict, readOwner } from '../../src/planning/repository-owner';

const own = { clusterUuid: 'h5hpvqogSsOilufUrgRMgw', name: 'kubesphere' };
const other = { clusterUuid: 'GALZzliUQR2yYwKaiQSdvQ', name: 'staging' };

test('what is written is read back', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
  const clusterUuid = fc.stringMatching(/^[\w-]{22}$/);
  fc.assert(
    fc.property(fc.record({ clusterUuid, name }), (owner) => {
      expect(readOwner(ownerText(owner))).toEqual(owner);
      expect(readOwner(ownerText(owner).replaceAll('\n', '\r\n'))).toEqual(owner);
    }),
  );
});

test.each<[what: string, found: string | null, readonly: boolean, kind: string]>([
  ['nobody has written', null, false, 'write'],
  ['a file was cut off before its first byte', '', false, 'write'],
  ['it is its own', ownerText(own), false, 'own'],
  ['it is its own under an earlier name', ownerText({ ...own, name: 'before' }), false, 'own'],
  ['it only reads', ownerText(other), true, 'reader'],
  ['it only reads what nobody has marked', null, true, 'reader'],
])('a cluster may use a folder when %s', (_, found, readonly, kind) => {
  expect(ownerVerdict(found, own, readonly)).toEqual({ kind });
});

test.each<[what: string, found: string, problem: RegExp]>([
  [
    'another cluster',
    ownerText(other),
    /belongs to cluster staging \(UUID GALZ.*readonly: true.*delete its \.logkeep-/,
  ],
  [
    'a cluster of the same name',
    ownerText({ ...other, name: own.name }),
    /an earlier or another cluster named kubesph/,
  ],
  ['somebody unknown', 'hands off', /does not say which cluster writes there/],
  ['a file that was cut off', '# The one cluster', /does not say/],
])('a folder of %s is refused', (_, found, problem) => {
  const verdict = ownerVerdict(found, own, false);
  expect(verdict.kind === 'refused' && verdict.problem).toMatch(problem);
});
