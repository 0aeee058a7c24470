import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';
import { sendUpdate } from '../send-update';

type ApproveOptions = GlobalOptions & { deletions: number; refuse: boolean };

/** `logkeep approve RUN --deletions N`: says yes or no to deletions that wait for a person. */
export async function approveCommand(workflowId: string, options: ApproveOptions): Promise<void> {
  const { deletions, refuse } = options;
  return withSession(configOf(options), options, async (session) => {
    const answer = { deletions, approve: !refuse };
    // The number is part of the ID: the same answer twice is one, and a corrected one is another.
    const updateId = `approve-${deletions}-${String(!refuse)}`;
    const said = await sendUpdate(session, workflowId, 'approve', answer, updateId);
    if (session.json) session.print(JSON.stringify({ type: 'approval', workflowId, ...answer, said }));
    else session.print(`${said}. Follow the run with: logkeep watch ${workflowId}`);
  });
}
