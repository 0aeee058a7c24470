import {
  resumePatch,
  suspendPatch,
  suspended,
  suspensionAnnotation,
  suspensionOf,
} from '../../src/planning/curator-suspension';
import type { CronJob } from '../../src/planning/manifest';
import { curatorJobOf } from './curator-builders';

const running = curatorJobOf('2.1.1');
const byHand = curatorJobOf('2.1.1', { suspend: true });
const ours = suspended(running);

/** As the API server notes it. */
const writtenBy = (cronJob: CronJob, ...managers: string[]): CronJob => ({
  ...cronJob,
  metadata: {
    ...cronJob.metadata,
    managedFields: [
      { manager: 'Go-http-client', fieldsV1: { 'f:spec': { 'f:schedule': {} } } },
      ...managers.map((manager) => ({ manager, fieldsV1: { 'f:spec': { 'f:suspend': {} } } })),
    ],
  },
});

test.each([
  ['runs', running, 'none'],
  ['says that it runs', curatorJobOf('2.1.1', { suspend: false }), 'none'],
  ['was suspended by hand', byHand, 'by somebody'],
  ['was suspended by logkeep', ours, 'by logkeep'],
  ['was suspended by logkeep, as the server notes', writtenBy(ours, 'logkeep'), 'by logkeep'],
  ['was resumed by hand after that', { ...ours, spec: { ...ours.spec, suspend: false } }, 'none'],
  ['was suspended by hand after that', writtenBy(ours, 'kubectl-patch'), 'by somebody'],
] as const)('one that %s', (_, cronJob, suspension) => {
  expect(suspensionOf(cronJob)).toBe(suspension);
});

test('it is suspended with what it was before, and gets that back', () => {
  expect(suspendPatch(running)).toEqual({
    metadata: { annotations: { [suspensionAnnotation]: 'false' } },
    spec: { suspend: true },
  });
  expect(resumePatch(ours)).toEqual({
    metadata: { annotations: { [suspensionAnnotation]: null } },
    spec: { suspend: false },
  });
});
