import { workflowInfo } from '@temporalio/workflow';
import { formatDuration } from '../../planning/duration';
import { count } from '../../planning/listing';
import type { SetupPlan } from '../../planning/setup-plan';
import type { SetupWish } from '../../planning/setup-wish';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { takeBack } from './handover';
import { refusedPlan } from './refused-plan';
import { calm, restartPods } from './restart-pods';
import type { Touched } from './restart-pods';
import { withQuickElection } from './quick-election';
import { pushLettingGo, pushRestartUndos } from './restart-undos';
import { revertPods } from './revert-pods';
import { setupBackupInput } from './types';
import type { SetupBackupResult } from './types';

/** Makes a running cluster able to snapshot, and proves it; what is right already is left alone. */
export async function setupBackup(input: unknown): Promise<SetupBackupResult> {
  return operation('setupBackup', async (tracker) => {
    const { cluster, dryRun, handover, ...asked } = readInput(setupBackupInput, input);
    const wish = { ...asked, ...(handover === undefined ? {} : { handover }) };
    const opened = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    if (dryRun) return rehearse(cluster, opened.repository, wish, tracker);
    return underLease(opened, tracker, () =>
      undoingOnFailure(tracker, (undo) => setUp(cluster, opened.repository, wish, tracker, undo)),
    );
  });
}

async function rehearse(
  cluster: string,
  repository: string,
  wish: SetupWish,
  tracker: Tracker,
): Promise<SetupBackupResult> {
  tracker.at('planning', `Looking at ${cluster}`);
  const { diff, ...plan } = await quick.planSetup({ cluster, wish, withDiff: true });
  const { adopted, changes, warnings, obstacles, cost } = plan;
  const would = changes.length === 0 ? 'Nothing to do' : `${count(changes.length, 'change')} would be made. ${cost}`;
  const blocked = obstacles.length === 0 ? '' : ` In the way: ${obstacles.join('; ')}`;
  return {
    ...{ cluster, repository, dryRun: true, adopted, changes, warnings, obstacles, cost, diff },
    ...{ restarted: [], nodes: [], seconds: 0, summary: `${would}${blocked}` },
  };
}

async function setUp(
  cluster: string,
  repository: string,
  wish: SetupWish,
  tracker: Tracker,
  undo: UndoStack,
): Promise<SetupBackupResult> {
  const start = Date.now();
  tracker.at('planning', `Looking at ${cluster}`);
  const plan = await quick.planSetup({ cluster, wish, withDiff: false });
  if (plan.obstacles.length > 0) throw refusedPlan(`${cluster} cannot be set up`, plan.obstacles);

  await tidyUp(cluster, plan, tracker);
  const { originals, restarted, ...changed } = await changeKubernetes(cluster, plan, wish, tracker, undo);
  const nodes = await openRepository(cluster, repository, plan, tracker, undo);

  const { adopted, changes } = plan;
  const warnings = [...new Set([...plan.warnings, ...changed.warnings])];
  const seconds = (Date.now() - start) / 1000;
  const summary = summarise(repository, plan, restarted, nodes, seconds);
  tracker.at('done', summary);
  return {
    ...{ cluster, repository, dryRun: false, adopted, changes, warnings, restarted, nodes, seconds, summary },
    ...(originals === undefined ? {} : { originals }),
  };
}

/** All is put back by then; shards that are still on their way after this long get there without the run, in milliseconds. */
const settlingTime = 900_000;

interface Changed {
  originals?: string;
  restarted: string[];
  warnings: string[];
}

/** The volume, the configuration, the templates, and the pods. Everything that can be tried is tried before the first change. */
async function changeKubernetes(
  cluster: string,
  { steps }: SetupPlan,
  { mode, acceptOutage }: SetupWish,
  tracker: Tracker,
  undo: UndoStack,
): Promise<Changed> {
  if (!steps.changesKubernetes) {
    if (steps.retainVolume) {
      tracker.at('claiming', 'Keeping the backup volume from going with its claim');
      await quick.ensureClaim({ cluster });
    }
    return { restarted: [], warnings: [] };
  }

  tracker.at('saving originals', 'Keeping the manifests as they are');
  const originals = await quick.saveOriginals({ cluster });

  const kept = [`Secret ${originals}`];
  undo.push('the manifests and the claim stay in any case', () => Promise.resolve([`kept ${kept.join(' and ')}`]));
  tracker.at('claiming', 'Waiting for the claim of the backup volume');
  kept.push('the claim of the backup volume');
  const claim = await patient.ensureClaim({ cluster });
  tracker.at('probing', 'Writing and reading the backup volume from every node');
  const nonce = nonceOfRun();
  undo.push('pods of the volume probe may still be there', async () => {
    await patient.removeProbe({ cluster, nonce });
    return [];
  });
  const { chown } = await patient.probeVolume({ cluster, nonce });
  // A class may make its volume only for the first pod that uses it, which was a probe.
  const { warnings } = claim.isBound ? claim : await patient.ensureClaim({ cluster });
  tracker.at('rehearsing', 'Asking Kubernetes whether it would admit the changed pods');
  await quick.rehearseTemplates({ cluster, chown });

  const terms = { cluster, handOver: steps.handOver, acceptOutage };
  const touched: Touched = new Map();
  // First in, last out: pods are put back after what they are made from, and what they were restarted under after them.
  undo.push('the cluster may not be calm yet', async () => {
    const say = (what: string) => tracker.at('undoing', `Putting pods back: ${what}`);
    if (touched.size > 0) await calm(cluster, say, settlingTime);
    return [];
  });
  let areAsBefore = false;
  undo.push('StatefulSets may still be kept from rolling their pods', async () => {
    // Kubernetes would roll those that are not, with none of this care.
    if (!areAsBefore) return ['a StatefulSet that rolls its pods by itself is kept from it until the next run'];
    await patient.releaseRollout({ cluster });
    return [];
  });
  pushRestartUndos(undo, cluster, steps.masters, touched);
  undo.push('some pods may still run with the backup volume', async () => {
    const said = await revertPods(terms, tracker, touched);
    areAsBefore = true;
    return said;
  });
  pushLettingGo(undo, cluster, touched);
  for (const statefulSet of steps.changeTemplates) {
    tracker.at('changing templates', `Adding the backup volume to StatefulSet ${statefulSet}`);
    const change = { cluster, statefulSet, chown };
    const recreates = mode === 'recreate' || steps.finishRecreations.includes(statefulSet);
    undo.push(`StatefulSet ${statefulSet} may be missing or still have the backup volume`, async () => {
      // What was deleted has to be there again before anything can be taken out of it.
      if (recreates) await patient.recreateStatefulSet({ ...change, onlyFinish: true });
      const reverted = await patient.revertTemplate({ cluster, statefulSet });
      return reverted ? [`StatefulSet ${statefulSet} is as it was`] : [];
    });
    await (recreates ? quick.recreateStatefulSet(change) : quick.changeTemplate(change));
  }
  tracker.at('configuring', 'Adding the backup volume to path.repo');
  if (steps.editPathRepo) {
    undo.push('path.repo may still be in the ConfigMap', async () =>
      (await patient.editPathRepo({ cluster, change: 'remove' })) ? ['path.repo is as it was'] : [],
    );
    await quick.editPathRepo({ cluster, change: 'add' });
  }

  const restarted = await withQuickElection(cluster, steps.quickenElection, undo, () =>
    restartPods(terms, tracker, undo, touched),
  );
  await patient.releaseRollout({ cluster });
  return { originals, restarted, warnings };
}

/** Ends what an interrupted run has left, before anything new is begun. */
async function tidyUp(cluster: string, { steps }: SetupPlan, tracker: Tracker): Promise<void> {
  for (const statefulSet of steps.standIns) {
    tracker.at('tidying up', `Sending away the stand-in of ${statefulSet}, left from an interrupted run`);
    await takeBack(cluster, statefulSet);
  }
  if (steps.resetAllocation) {
    tracker.at('tidying up', 'Resetting allocation settings, left from an interrupted run');
    await patient.releaseAllocation({ cluster, pods: steps.excludedNodes });
  }
}

/** Registers the repository, has every node verify it, and proves it with a small snapshot and its restore. */
async function openRepository(
  cluster: string,
  repository: string,
  { steps }: SetupPlan,
  tracker: Tracker,
  undo: UndoStack,
): Promise<string[]> {
  if (!steps.registerRepository) return [];
  tracker.at('registering', `Registering repository ${repository} and verifying it on every node`);
  if (!steps.repositoryExists) {
    undo.push(`repository ${repository} may still be registered`, async () =>
      (await patient.unregisterRepository({ cluster })) ? [`unregistered ${repository}`] : [],
    );
  }
  const before = steps.repositoryBefore;
  if (before !== null) {
    undo.push(`repository ${repository} may not be registered as it was`, async () =>
      (await patient.putRepositoryBack({ cluster, before })) ? [`${repository} is registered as it was`] : [],
    );
  }
  const nodes = await quick.registerRepository({ cluster, isUsable: steps.repositoryIsUsable });
  if (steps.prove) {
    tracker.at('proving', 'Taking a snapshot of a tiny index and bringing it back');
    const nonce = nonceOfRun();
    undo.push('the index or snapshot of the proof may still be there', async () => {
      await patient.removeProof({ cluster, nonce });
      return [];
    });
    await quick.proveRepository({ cluster, nonce });
  }
  return nodes;
}

/** Names what only this run makes; the same for every attempt of its activities. A run ID begins with the time, and ends with chance. */
function nonceOfRun(): string {
  return workflowInfo().runId.slice(-12);
}

function summarise(
  repository: string,
  { changes }: SetupPlan,
  restarted: readonly string[],
  nodes: readonly string[],
  seconds: number,
): string {
  if (changes.length === 0) return `Nothing to do: ${repository} is set up, and every node can use it`;
  const pods = restarted.length === 0 ? '' : `${count(restarted.length, 'pod')} restarted, `;
  const verified =
    nodes.length === 0 ? `${repository} usable as before` : `${repository} verified on ${count(nodes.length, 'node')}`;
  return `Set up: ${pods}${verified}, in ${formatDuration(seconds)}`;
}
