import type { z } from 'zod';
import { listCronJobs, mergePatchCronJob } from '../../src/kubernetes/cron-jobs';
import { Forbidden, NotFound } from '../../src/kubernetes/errors';
import type { ApiRequest, Kubernetes } from '../../src/kubernetes/kubernetes';
import type { CronJob } from '../../src/planning/manifest';

// Kubernetes before 1.21 keeps CronJobs in batch/v1beta1 only, and none that old can be built here any more. What newer
// ones answer is tested on a genuine one (port-cron-jobs.test.ts).
const old = '/apis/batch/v1beta1/namespaces/logs/cronjobs';

function answering(answers: Record<string, unknown>): { kubernetes: Kubernetes; requests: ApiRequest[] } {
  const requests: ApiRequest[] = [];
  const send = <T>(request: ApiRequest, schema: z.ZodType<T>): Promise<T> => {
    requests.push(request);
    const answer = answers[request.path] ?? new NotFound('404 page not found', { request: request.path });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(schema.parse(answer));
  };
  return { kubernetes: { send } as unknown as Kubernetes, requests };
}

const item = { metadata: { name: 'curator', uid: 'u', resourceVersion: '7' }, spec: { schedule: '0 1 * * *' } };

test('a server that has no CronJobs in batch/v1 is asked for those of batch/v1beta1, and changed there', async () => {
  const whole = { ...item, apiVersion: 'batch/v1beta1', kind: 'CronJob' };
  const { kubernetes, requests } = answering({ [old]: { items: [item] }, [`${old}/curator`]: whole });
  const found = await listCronJobs(kubernetes, 'logs');
  expect(found).toEqual([whole]);
  await mergePatchCronJob(kubernetes, 'logs', (found as CronJob[])[0] as CronJob, { metadata: {} });
  expect(requests.at(-1)).toMatchObject({
    path: `${old}/curator`,
    body: { metadata: { uid: 'u', resourceVersion: '7' } },
  });
});

test('who may not look there either is told so', async () => {
  const { kubernetes } = answering({ [old]: new Forbidden('cannot list', { request: old }) });
  await expect(listCronJobs(kubernetes, 'logs')).resolves.toBe('forbidden');
});
