import { runLink, startLink } from '../../src/client/ui-link';

const ui = 'http://127.0.0.1:8233';

test.each([
  [
    'default',
    'backup-kubesphere-20191113T003000Z',
    `${ui}/namespaces/default/workflows/backup-kubesphere-20191113T003000Z`,
  ],
  [
    'logs.team',
    'nightly:2019/11/13 a?b#c',
    `${ui}/namespaces/logs.team/workflows/nightly%3A2019%2F11%2F13%20a%3Fb%23c`,
  ],
  ['a/b', 'x', `${ui}/namespaces/a%2Fb/workflows/x`],
])('the run in namespace %s called %s is at %s', (namespace, workflowId, link) => {
  expect(runLink(ui, namespace, workflowId)).toBe(link);
  expect(new URL(link).href).toBe(link);
});

test('the form that starts a workflow is filled in with its type and task queue', () => {
  const link = new URL(startLink(ui, 'default', 'backup', 'log keep'));
  expect(link.pathname).toBe('/namespaces/default/workflows/start-workflow');
  expect(Object.fromEntries(link.searchParams)).toEqual({ workflowType: 'backup', taskQueue: 'log keep' });
});
