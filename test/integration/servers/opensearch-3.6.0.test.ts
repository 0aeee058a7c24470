import { describeServer } from './describe-server';

describeServer('opensearch-3.6.0', {
  distribution: 'opensearch',
  version: '3.6.0',
  hasSnapshotMetadata: true,
  canDeleteMany: true,
  hasConcurrentSnapshots: true,
  hasIndexDetails: false,
  hasFeatureStates: false,
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
  watchesLoneDisk: false,
});
