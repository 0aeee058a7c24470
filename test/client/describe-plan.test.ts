import { describePlan } from '../../src/client/describe-plan';
import { markedPaint, noPaint } from './marked-paint';

test('a plan says what is right, what would change in its order, the cost, the warnings, and shows the diffs', () => {
  const plan = {
    adopted: ['claim backup exists'],
    changes: ['patch StatefulSet data', 'restart data-0'],
    cost: '1 pod restarted.',
    warnings: ['the volume goes with its claim'],
    obstacles: [],
    diff: 'StatefulSet/data\n@@ -1,1 +1,2 @@\n kind: StatefulSet\n+spec: {}\n',
  };
  expect(describePlan(plan, noPaint)).toBe(
    [
      'Right already',
      ' ✔ claim backup exists',
      '',
      'Would change',
      ' 1. patch StatefulSet data',
      ' 2. restart data-0',
      '',
      'Cost',
      '   1 pod restarted.',
      '',
      'Warnings',
      ' ! the volume goes with its claim',
      '',
      'StatefulSet/data',
      '@@ -1,1 +1,2 @@',
      ' kind: StatefulSet',
      '+spec: {}',
    ].join('\n'),
  );
});

test('what is in the way stands out', () => {
  expect(describePlan({ changes: ['restart data-0'], obstacles: ['the cluster is red'] }, markedPaint)).toBe(
    '<bold>Would change</>\n 1. restart data-0\n\n<bold>In the way</>\n <red>✖</> the cluster is red',
  );
});

test('a plan without changes says so', () => {
  expect(describePlan({ changes: [], diff: '' }, noPaint)).toBe('Would change\n   nothing');
});

test('ten steps and more are aligned', () => {
  const lines = describePlan({ changes: Array.from({ length: 10 }, () => 'x') }, noPaint).split('\n');
  expect([lines[1], lines[10]]).toEqual([' 1. x', '10. x']);
});
