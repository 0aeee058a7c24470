/** The workflow types that a worker registers; people type these names. */
export { backup } from './backup';
export { clusterLease } from './cluster-lease';
export { restore } from './restore';
export { snapshots } from './snapshots';
export { status } from './status';
