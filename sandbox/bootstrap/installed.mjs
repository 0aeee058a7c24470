import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { checkout } from './checkout.mjs';

const lockFile = `${checkout}package-lock.json`;
const stampFile = `${checkout}node_modules/.logkeep-installed`;
// npm writes this at the very end of an install.
const npmsOwnLockFile = `${checkout}node_modules/.package-lock.json`;

/** Whether node_modules was completely installed from the present package-lock.json. */
export function isInstalled() {
  if (!fs.existsSync(npmsOwnLockFile)) return false;
  if (fs.existsSync(stampFile)) return fs.readFileSync(stampFile, 'utf8') === lockHash();
  // Installed by hand: the same packages are as good.
  if (!hasSamePackages()) return false;
  recordInstall();
  return true;
}

/** Remembers inside node_modules what it was installed from. */
export function recordInstall() {
  fs.writeFileSync(stampFile, lockHash());
}

function lockHash() {
  return createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex');
}

function hasSamePackages() {
  const wanted = JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
  const installed = JSON.parse(fs.readFileSync(npmsOwnLockFile, 'utf8')).packages;
  // Optional packages are those of other platforms.
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && installed[path] === undefined),
  );
}
