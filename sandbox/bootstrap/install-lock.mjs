import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkout } from './checkout.mjs';

const folder = `${checkout}.sandbox`;
const lockFile = `${folder}/install.lock`;

/** Runs `work` while no other bootstrap in this checkout installs; a lock that a killed one left is taken over. */
export async function withInstallLock(work) {
  fs.mkdirSync(folder, { recursive: true });
  for (let told = false; !tryLock(); told = true) {
    if (!told) console.error('Waiting for another command that is installing npm packages…');
    await sleep(200);
  }
  // Without a handler a signal would end us with the lock in place; the next one would notice, only later.
  const release = () => fs.rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function tryLock() {
  const draft = `${lockFile}.${process.pid}`;
  fs.writeFileSync(draft, identityOf(process.pid));
  try {
    // A link appears with its content or not at all.
    fs.linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeIfStale();
    return false;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function removeIfStale() {
  try {
    const holder = fs.readFileSync(lockFile, 'utf8');
    if (identityOf(Number(holder.split(' ')[0])) === holder) return;
    // Whoever renames it away removes it; for the others it is gone already.
    const aside = `${lockFile}.${process.pid}.stale`;
    fs.renameSync(lockFile, aside);
    // Another was faster and the lock is a living one by now: give it back.
    if (fs.readFileSync(aside, 'utf8') !== holder) fs.linkSync(aside, lockFile);
    fs.rmSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** "pid start-time"; the start time (proc(5), field 22) only where there is /proc. A dead process has none. */
function identityOf(pid) {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    const started = fs.existsSync(stat) ? fs.readFileSync(stat, 'utf8').split(') ')[1]?.split(' ')[19] : '';
    return `${pid} ${started}`;
  } catch {
    return 'nobody';
  }
}
