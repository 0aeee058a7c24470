import { keptName, leftKept } from '../../../src/planning/restore/kept-name';
import { whyNoIndexName } from '../../../src/planning/restore/index-name';

const first = '01a22e6f-7047-7ac5-bc04-483805663390';
const aMomentLater = '01a22e6f-7048-7ac5-bc04-483805663391';

test('every run keeps an index under a name of its own, however soon after another', () => {
  expect(keptName(first, 'logs')).not.toBe(keptName(aMomentLater, 'logs'));
  expect(whyNoIndexName(keptName(first, 'logs'))).toBeNull();
  expect(keptName('x', 'logs')).toBe('logkeep-kept-00000000000x-logs');
});

test('what earlier runs have left of an index is found, and nothing else', () => {
  const existing = [keptName(first, 'logs'), keptName(first, 'other-logs'), 'logkeep-kept-logs', 'logs'];
  expect(leftKept('logs', existing)).toEqual([keptName(first, 'logs')]);
});
