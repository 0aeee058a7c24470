import { planCopies } from '../../src/planning/restored-copies';

const plain = { name: 'plain', uuid: 'u1', replicas: 2, isAutomatic: false };
const alone = { name: 'alone', uuid: 'u2', replicas: 0, isAutomatic: false };
const automatic = { name: 'automatic', uuid: 'u3', replicas: 1, isAutomatic: true };

test('each gets as many as it had, once it is there; one that counts nodes by itself goes on doing so', () => {
  expect(planCopies([plain, alone, automatic], undefined)).toEqual({
    during: [{ name: 'plain', uuid: 'u1', replicas: 0, isFixed: false }],
    afterwards: [
      { name: 'plain', uuid: 'u1', replicas: 2, isFixed: false },
      { name: 'alone', uuid: 'u2', replicas: 0, isFixed: false },
      { name: 'automatic', uuid: 'u3', isFixed: false },
    ],
  });
});

test('a number that somebody asks for holds for all, and fixes what counted by itself', () => {
  expect(planCopies([plain, alone, automatic], 1)).toEqual({
    during: [
      { name: 'plain', uuid: 'u1', replicas: 0, isFixed: false },
      { name: 'automatic', uuid: 'u3', replicas: 0, isFixed: true },
    ],
    afterwards: [
      { name: 'plain', uuid: 'u1', replicas: 1, isFixed: false },
      { name: 'alone', uuid: 'u2', replicas: 1, isFixed: false },
      { name: 'automatic', uuid: 'u3', replicas: 1, isFixed: true },
    ],
  });
});
