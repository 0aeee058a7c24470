import { describeServer } from '../../integration/servers/describe-server';

describeServer('7.17.29', {
  distribution: 'elasticsearch',
  version: '7.17.29',
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
  hasSyncedFlush: true,
  sizesRestores: true,
  limitsShards: true,
  repeatsWritesOfStopping: true,
  readsNeighboursFaster: true,
  watchesLoneDisk: false,
});
