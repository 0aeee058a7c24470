import fc from 'fast-check';
import { colouredDiff } from '../../src/client/coloured-diff';
import { markedPaint, noPaint } from './marked-paint';

test('a diff has the colours of git, and its title stands out', () => {
  const diff = [
    'ConfigMap/elasticsearch-logging',
    '@@ -1,3 +1,3 @@',
    ' node.name: ${HOSTNAME}',
    '-path.repo: /old',
    '+path.repo: /new',
    '\\ No newline at end of file',
    '',
    'StatefulSet/elasticsearch-logging-data',
  ];
  expect(colouredDiff(diff.join('\n'), markedPaint).split('\n')).toEqual([
    '<bold>ConfigMap/elasticsearch-logging</>',
    '<cyan>@@ -1,3 +1,3 @@</>',
    ' node.name: ${HOSTNAME}',
    '<red>-path.repo: /old</>',
    '<green>+path.repo: /new</>',
    '\\ No newline at end of file',
    '',
    '<bold>StatefulSet/elasticsearch-logging-data</>',
  ]);
});

test('colours take nothing away and add nothing else', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (diff) => expect(colouredDiff(diff, noPaint)).toBe(diff)));
});
