import { ServiceError, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  ApplicationFailure,
  CancelledFailure,
  NamespaceNotFoundError,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { CommandError } from '../../src/client/exit-code';
import { commandErrorOf, temporalErrorOf } from '../../src/client/run-failure';

const run = 'backup-kubesphere-1';
const failed = (cause?: Error) => new WorkflowFailedError('Workflow execution failed', cause, undefined);
const application = (type: string) => failed(ApplicationFailure.nonRetryable('The reason', type));

test.each<[string, unknown, number, string]>([
  ['an input that is not valid is a mistake of usage', application('InvalidInput'), 2, 'The reason'],
  ['a refusal has a code of its own', application('Refused'), 3, 'The reason'],
  ['a busy cluster is a refusal', application('ClusterBusy'), 3, 'The reason'],
  ['any other failure is told in its own words', application('NoSpace'), 1, 'The reason'],
  [
    'a failure without a type is told in its own words',
    failed(ApplicationFailure.nonRetryable('The reason')),
    1,
    'The reason',
  ],
  ['a failure without a cause still has a message', failed(), 1, 'Workflow execution failed'],
  ['a cancellation has a code of its own', failed(new CancelledFailure('x')), 4, `Run ${run} was cancelled`],
  [
    'a termination counts as a cancellation that put nothing back',
    failed(new TerminatedFailure('x')),
    4,
    `Run ${run} was terminated; nothing was put back`,
  ],
  [
    'a timeout is a failure',
    failed(new TimeoutFailure('x', undefined, TimeoutType.START_TO_CLOSE)),
    1,
    `Run ${run} did not end in time: the cluster or the worker did not answer; see the log of the worker`,
  ],
  [
    'a run that nobody knows is a mistake of usage',
    new WorkflowNotFoundError('x', run, undefined),
    2,
    `No run ${run} is known to Temporal: check its ID`,
  ],
])('%s', (_, error, code, message) => {
  const told = commandErrorOf(error, run);
  expect(told).toBeInstanceOf(CommandError);
  expect(told).toMatchObject({ code, message });
});

test('a cancellation tells what was put back, and what was not', () => {
  const undone = ['aborted and removed snapshot s', 'could not undo: y'];
  expect(commandErrorOf(failed(new CancelledFailure('x')), run, undone)).toMatchObject({
    code: 4,
    message: `Run ${run} was cancelled: aborted and removed snapshot s; could not undo: y`,
  });
});

test.each([new Error('a fault'), new CommandError('known'), 'a text', undefined])(
  'what is no failure of a run stays as it is: %s',
  (error) => {
    expect(commandErrorOf(error, run)).toBe(error);
    expect(temporalErrorOf(error, { address: 'temporal:7233' })).toBe(error);
  },
);

test('a namespace that does not exist is named, with the setting to change', () => {
  expect(temporalErrorOf(new NamespaceNotFoundError('logs'), { address: 'temporal:7233' })).toMatchObject({
    code: 2,
    message: 'Temporal at temporal:7233 has no namespace "logs": create it, or set TEMPORAL_NAMESPACE',
  });
});

test('a request that Temporal denies is told in its words, not as "Failed to start Workflow"', () => {
  const denied = Object.assign(new Error('7 PERMISSION_DENIED: Request unauthorized.'), {
    code: 7,
    details: 'Request unauthorized.',
    metadata: {},
  });
  const expected = { code: 1, message: 'Temporal at temporal:7233 did not do it: Request unauthorized.' };
  for (const error of [denied, new ServiceError('Failed to start Workflow', { cause: denied })]) {
    expect(temporalErrorOf(error, { address: 'temporal:7233' })).toMatchObject(expected);
  }
});
