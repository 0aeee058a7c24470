import { describeServer } from '../../integration/servers/describe-server';

describeServer('9.2.4', {
  distribution: 'elasticsearch',
  version: '9.2.4',
  hasSnapshotMetadata: true,
  canDeleteMany: true,
  hasConcurrentSnapshots: true,
  hasIndexDetails: true,
  hasFeatureStates: true,
  hasRepositoryCleanup: true,
  canClone: true,
  isTypeless: true,
  hasRecoveryLimitForRestores: true,
  hasMinimumMasterNodes: false,
  hasSyncedFlush: false,
  sizesRestores: true,
  limitsShards: true,
  repeatsWritesOfStopping: true,
  readsNeighboursFaster: false,
  watchesLoneDisk: true,
});
