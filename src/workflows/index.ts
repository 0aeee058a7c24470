/** The workflow types that a worker registers; people type these names. */
export { backup } from './backup';
export { checkBackups } from './check-backups';
export { checkSetup } from './check-setup';
export { clusterLease } from './cluster-lease';
export { days } from './days';
export { expireRestored } from './expire-restored';
export { drill } from './drill';
export { provenDays } from './proven-days';
export { removeBackup } from './remove-backup';
export { restore } from './restore';
export { restored } from './restored';
export { sendNotifications } from './send-notifications';
export { setupBackup } from './setup-backup';
export { snapshots } from './snapshots';
export { status } from './status';
