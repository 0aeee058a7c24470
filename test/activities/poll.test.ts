import { MockActivityEnvironment } from '@temporalio/testing';
import { poll, pollFor } from '../../src/activities/poll';

const within = <T>(run: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(run);

/** Gives its answer at the n-th look. */
const answerAt = (turn: number) => {
  let looks = 0;
  return () => Promise.resolve((looks += 1) < turn ? undefined : `look ${looks}`);
};

test('looks until there is an answer', async () => {
  await expect(within(() => poll(answerAt(3)))).resolves.toBe('look 3');
  await expect(within(() => pollFor(60_000, answerAt(3), () => Promise.resolve(new Error())))).resolves.toBe('look 3');
});

test('what does not come within its time ends the wait, with what is known then', async () => {
  let looks = 0;
  const never = () => Promise.resolve(void (looks += 1));
  const waiting = within(() => pollFor(100, never, () => Promise.resolve(new Error(`not there after look ${looks}`))));
  await expect(waiting).rejects.toThrow(/^not there after look [2-9]/);
});

test('an answer that comes with the last look counts', async () => {
  const failure = () => Promise.reject(new Error('not there'));
  await expect(within(() => pollFor(-1, () => Promise.resolve('there'), failure))).resolves.toBe('there');
});
