import { abortSnapshot } from './abort-snapshot';
import { awaitLease } from './await-lease';
import type { Dependencies } from './cluster';
import { compareRestored } from './compare-restored';
import { confirmRestored } from './confirm-restored';
import { deleteProven } from './delete-proven';
import { deleteSnapshots } from './delete-snapshots';
import { compareDrill } from './drill/compare-drill';
import { listProvenDays } from './drill/list-proven-days';
import { planDrill } from './drill/plan-drill';
import { prepareDrill } from './drill/prepare-drill';
import { recordDrill } from './drill/record-drill';
import { removeDrilled } from './drill/remove-drilled';
import { startDrill } from './drill/start-drill';
import { findPolicyRivals } from './find-policy-rivals';
import { followRestore } from './follow-restore';
import { followSnapshot } from './follow-snapshot';
import { inspectCluster } from './inspect-cluster';
import { listDays } from './list-days';
import { listSnapshots } from './list-snapshots';
import { measureFreeSpace } from './measure-free-space';
import { chooseWebhooks } from './notices/choose-webhooks';
import { inspectBackups } from './notices/inspect-backups';
import { lastTold } from './notices/last-told';
import { notify } from './notices/notify';
import { recordBackup } from './notices/record-backup';
import { openCluster } from './open-cluster';
import { planBackup } from './plan-backup';
import { planRestore } from './plan-restore';
import { planRetention } from './plan-retention';
import { removeRestored } from './remove-restored';
import { finishReplacing } from './restoring/finish-replacing';
import { lendRepository, returnRepository } from './restoring/lend-repository';
import { putBackReplaced } from './restoring/put-back-replaced';
import { setAside } from './restoring/set-aside';
import { limitSpeed } from './restore-speed/limit-speed';
import { readSpeedLimit } from './restore-speed/read-speed-limit';
import { registerThrottled, unregisterThrottled } from './restore-speed/register-throttled';
import { releaseSpeed } from './restore-speed/release-speed';
import { readCopies } from './restored-copies/read-copies';
import { setCopies } from './restored-copies/set-copies';
import { dropRestored } from './restored/drop-restored';
import { endExpired } from './restored/end-expired';
import { listRestored } from './restored/list-restored';
import { markRestored } from './restored/mark-restored';
import { nextExpiry } from './restored/next-expiry';
import { recordRestored } from './restored/record-restored';
import { setExpiry } from './restored/set-expiry';
import { sealIndices } from './seal-indices';
import { awaitCalm } from './setup/await-calm';
import { awaitPod } from './setup/await-pod';
import { changeTemplate } from './setup/change-template';
import { checkSetup } from './setup/check-setup';
import { compareViews } from './setup/compare-views';
import { dismissStandIn } from './setup/dismiss-stand-in';
import { editElection } from './setup/edit-election';
import { editPathRepo } from './setup/edit-path-repo';
import { endServer } from './setup/end-server';
import { ensureClaim } from './setup/ensure-claim';
import { hasStandIn } from './setup/has-stand-in';
import { holdAllocation } from './setup/hold-allocation';
import { leads } from './setup/leads';
import { nextRestart } from './setup/next-restart';
import { planRemoval } from './setup/plan-removal';
import { planSetup } from './setup/plan-setup';
import { probeVolume } from './setup/probe-volume';
import { proveRepository } from './setup/prove-repository';
import { putRepositoryBack } from './setup/put-repository-back';
import { recreateStatefulSet } from './setup/recreate-stateful-set';
import { registerRepository } from './setup/register-repository';
import { rehearseTemplates } from './setup/rehearse-templates';
import { releaseAllocation } from './setup/release-allocation';
import { releaseRollout } from './setup/release-rollout';
import { removeProbe } from './setup/remove-probe';
import { removeProof } from './setup/remove-proof';
import { resumeCurator } from './setup/resume-curator';
import { revertTemplate } from './setup/revert-template';
import { saveOriginals } from './setup/save-originals';
import { stopPod } from './setup/stop-pod';
import { summonStandIn } from './setup/summon-stand-in';
import { suspendCurator } from './setup/suspend-curator';
import { unregisterRepository } from './setup/unregister-repository';
import { startRestore } from './start-restore';
import { startSnapshot } from './start-snapshot';
import { unsealIndices } from './unseal-indices';
import { verifySnapshot } from './verify-snapshot';
import { writeLedger } from './write-ledger';

const activities = {
  abortSnapshot,
  awaitCalm,
  awaitLease,
  awaitPod,
  changeTemplate,
  checkSetup,
  chooseWebhooks,
  compareRestored,
  compareDrill,
  compareViews,
  confirmRestored,
  deleteProven,
  deleteSnapshots,
  dismissStandIn,
  editElection,
  editPathRepo,
  endServer,
  ensureClaim,
  findPolicyRivals,
  finishReplacing,
  followRestore,
  followSnapshot,
  hasStandIn,
  holdAllocation,
  inspectBackups,
  inspectCluster,
  lastTold,
  leads,
  lendRepository,
  listDays,
  limitSpeed,
  listProvenDays,
  listSnapshots,
  measureFreeSpace,
  nextRestart,
  notify,
  openCluster,
  planBackup,
  planDrill,
  planRemoval,
  planRestore,
  planRetention,
  planSetup,
  prepareDrill,
  probeVolume,
  proveRepository,
  readCopies,
  readSpeedLimit,
  recordBackup,
  putBackReplaced,
  recordDrill,
  putRepositoryBack,
  recreateStatefulSet,
  registerRepository,
  registerThrottled,
  rehearseTemplates,
  releaseAllocation,
  releaseRollout,
  releaseSpeed,
  removeDrilled,
  removeProbe,
  removeProof,
  removeRestored,
  dropRestored,
  endExpired,
  listRestored,
  markRestored,
  nextExpiry,
  recordRestored,
  setExpiry,
  resumeCurator,
  returnRepository,
  revertTemplate,
  saveOriginals,
  sealIndices,
  setAside,
  setCopies,
  startDrill,
  startRestore,
  startSnapshot,
  stopPod,
  summonStandIn,
  suspendCurator,
  unregisterRepository,
  unregisterThrottled,
  unsealIndices,
  verifySnapshot,
  writeLedger,
};

type Bound<F> = F extends (dependencies: Dependencies, input: infer I) => infer R ? (input: I) => R : never;

/** Every activity, as workflows see it. */
export type Activities = { [Name in keyof typeof activities]: Bound<(typeof activities)[Name]> };

/** Binds the activities to the clusters of this process. */
export function createActivities(dependencies: Dependencies): Activities {
  const bound = Object.entries(activities).map(([name, activity]) => {
    const run = activity as (dependencies: Dependencies, input: unknown) => unknown;
    return [name, (input: unknown) => run(dependencies, input)] as const;
  });
  return Object.fromEntries(bound) as unknown as Activities;
}
