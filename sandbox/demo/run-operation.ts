import { followRun } from '../../src/client/follow-run';
import type { Operations } from '../../src/client/logkeep-client';
import { progressLine } from '../../src/client/progress-line';
import { runLink } from '../../src/client/ui-link';
import { given } from './story';
import type { Story } from './story';

/** Runs one of logkeep's workflows as its command does, and shows how it goes and ends as a task. */
export async function runOperation<Name extends 'setupBackup' | 'backup' | 'restore'>(
  story: Story,
  task: { output: string; title: string },
  name: Name,
  input: Operations[Name]['input'],
): Promise<void> {
  const client = given(story, 'client');
  const run = await client.start(name, input, new Date());
  story.links[name] = runLink(given(story, 'temporal').uiUrl, 'default', run.workflowId);
  const result = await followRun(
    run,
    (progress) => (task.output = progressLine(progress)),
    new AbortController().signal,
  );
  task.title = `${name}: ${result.summary}`;
}
