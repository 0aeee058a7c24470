import { resourcePath } from '../../src/kubernetes/resource-path';

const pods = { apiVersion: 'v1', plural: 'pods' };
const sets = { apiVersion: 'apps/v1', plural: 'statefulsets' };

test.each([
  ['a collection of the core group', resourcePath(pods, 'logs'), '/api/v1/namespaces/logs/pods'],
  ['an object of another group', resourcePath(sets, 'logs', 'es'), '/apis/apps/v1/namespaces/logs/statefulsets/es'],
  ['a subresource', resourcePath(pods, 'logs', 'es-0', 'exec'), '/api/v1/namespaces/logs/pods/es-0/exec'],
  ['an object outside of namespaces', resourcePath({ ...pods, plural: 'nodes' }, null, 'n'), '/api/v1/nodes/n'],
  [
    'a name with what does not belong there',
    resourcePath(pods, 'a/b', '../c?d'),
    '/api/v1/namespaces/a%2Fb/pods/..%2Fc%3Fd',
  ],
])('the address of %s', (_, path, expected) => {
  expect(path).toBe(expected);
});
