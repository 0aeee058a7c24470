import { holdAt, stepNamed } from '../world/setup-steps';
import { name, openKubeSphere } from '../world/kubesphere';
import setUp from '../world/kubernetes-setup';
import tearDown from '../world/kubernetes-teardown';
import { startTemporalWorld } from '../world/temporal';
import { clearHistories, runRecording, saveHistory } from './save-history';

/** The same as `record.ts` for what needs a Kubernetes: about ten minutes on the genuine one of the sandbox. */
async function main(): Promise<void> {
  clearHistories((file) => file.startsWith('kubernetes-'));
  await setUp();
  const kubesphere = await openKubeSphere();
  const temporal = await startTemporalWorld([kubesphere.cluster]);
  const input = { cluster: name };
  try {
    const held = holdAt(kubesphere, stepNamed('stopping a data pod'));
    const cancelled = await temporal.start('setupBackup', input);
    await held.arrived;
    await cancelled.cancel();
    held.letGo();
    await saveHistory('kubernetes-setup-cancelled', cancelled);
    await saveHistory('kubernetes-setup-refused', await temporal.start('setupBackup', { ...input, handover: false }));
    await saveHistory('kubernetes-setup-done', await temporal.start('setupBackup', input));
    await saveHistory(
      'kubernetes-remove-done',
      await temporal.start('removeBackup', { ...input, handover: false, acceptOutage: true }),
    );
    await saveHistory('kubernetes-setup-recreate', await temporal.start('setupBackup', { ...input, mode: 'recreate' }));
  } finally {
    await temporal.stop();
    await kubesphere.close();
    await tearDown();
  }
}

runRecording(main);
