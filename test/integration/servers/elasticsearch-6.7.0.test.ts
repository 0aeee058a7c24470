import { describeServer } from './describe-server';

describeServer('6.7.0', {
  distribution: 'elasticsearch',
  version: '6.7.0',
  hasSnapshotMetadata: false,
  canDeleteMany: false,
  hasConcurrentSnapshots: false,
  hasIndexDetails: false,
  hasFeatureStates: false,
  hasRepositoryCleanup: false,
  canClone: false,
  isTypeless: false,
  hasRecoveryLimitForRestores: false,
  hasMinimumMasterNodes: true,
  hasSyncedFlush: true,
  sizesRestores: false,
  limitsShards: false,
  repeatsWritesOfStopping: false,
  readsNeighboursFaster: false,
  watchesLoneDisk: false,
});
