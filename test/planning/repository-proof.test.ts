import { proofDifference, repositoryProof } from '../../src/planning/repository-proof';

const proof = repositoryProof('a1');

test('every attempt of a run uses the same names and documents, and another run others', () => {
  expect(repositoryProof('a1')).toEqual(proof);
  expect(proof).toMatchObject({ index: 'logkeep-proof-a1', restoredIndex: 'restored-logkeep-proof-a1' });
  expect(repositoryProof('b2').documents).not.toEqual(proof.documents);
  expect(() => repositoryProof('Not/Allowed')).toThrow(/cannot be part of an index name/);
});

const { '2': second, ...withoutSecond } = proof.documents;

test.each<[what: string, found: Record<string, unknown>, difference: RegExp]>([
  ['lost', withoutSecond, /\(2 of 3 documents came back as they were\)/],
  ['changed', { ...proof.documents, '2': { ...second, number: 7 } }, /2 of 3/],
  ['longer', { ...proof.documents, '2': { ...second, more: true } }, /2 of 3/],
  ['of another run', repositoryProof('b2').documents, /0 of 3/],
  ['joined by another', { ...proof.documents, '4': {} }, /3 of 3 .*, and 1 that nobody wrote/],
])('a document that is %s is noticed', (_, found, difference) => {
  expect(proofDifference(proof, found)).toMatch(difference);
});

test('the same documents in any order are no difference', () => {
  expect(proofDifference(proof, Object.fromEntries(Object.entries(proof.documents).reverse()))).toBeNull();
});
