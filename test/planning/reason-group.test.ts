import { groupByReason, total } from '../../src/planning/reason-group';

const decisions = ['a', 'b', 'c', 'd'].map((name) => ({ name, reason: name === 'd' ? 'rare' : 'frequent' }));

test('decisions are told by their reasons, the most frequent first, with as many names as asked for', () => {
  expect(groupByReason(decisions, 2)).toEqual([
    { reason: 'frequent', count: 3, names: ['a', 'b'] },
    { reason: 'rare', count: 1, names: ['d'] },
  ]);
  expect(groupByReason([...decisions].reverse(), Infinity)[0]?.names).toEqual(['c', 'b', 'a']);
  expect(total(groupByReason(decisions, 1))).toBe(4);
  expect([groupByReason([]), total([])]).toEqual([[], 0]);
});
