import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { checkout } from './checkout.mjs';
import { isInstalled, recordInstall } from './installed.mjs';
import { withInstallLock } from './install-lock.mjs';
import { sentence } from './sentence.mjs';

/** Runs `npm ci` unless the packages of this very package-lock.json are installed already. */
export async function installPackages() {
  if (isInstalled()) return;
  await withInstallLock(async () => {
    // Somebody else may have installed them while we waited.
    if (isInstalled()) return;
    console.error(
      `Installing npm packages (${fs.existsSync(`${checkout}node_modules`) ? 'they changed' : 'first run'})…`,
    );
    await npmCi();
    recordInstall();
  });
}

async function npmCi() {
  const result = await npm(['ci']);
  if (result.code === 0) return;
  const tail = result.output.trim().split('\n').slice(-15).join('\n');
  throw sentence(`npm could not install the project's packages; mend what it says and run again:\n${tail}`);
}

function npm(args) {
  // Under `npm run` the same npm is used again, whatever PATH says.
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const all = [...first, ...args, '--no-audit', '--no-fund'];
    const child = spawn(command, all, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', () => reject(sentence('npm is not on PATH; install Node.js with npm and run again.')));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Development packages are needed here even where NODE_ENV says production. */
function environment() {
  return { ...process.env, NODE_ENV: 'development', npm_config_omit: '' };
}
