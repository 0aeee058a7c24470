import { describeServer } from '../../integration/servers/describe-server';

describeServer('opensearch-2.19.6', {
  distribution: 'opensearch',
  version: '2.19.6',
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
