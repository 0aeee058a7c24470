import { describeServer } from './describe-server';

describeServer('8.19.21', {
  distribution: 'elasticsearch',
  version: '8.19.21',
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
