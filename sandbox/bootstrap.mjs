/**
 * `node sandbox/bootstrap.mjs FILE args…` runs FILE (TypeScript or JavaScript) on the project's own Node, after
 * installing what is missing. Needs nothing but Node 20 or newer: it is what a fresh clone starts with.
 */
import { installPackages } from './bootstrap/install-packages.mjs';
import { runFile } from './bootstrap/run-file.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node sandbox/bootstrap.mjs FILE args…');
  process.exit(2);
}
try {
  await installPackages();
  process.exitCode = await runFile(file, args);
} catch (error) {
  // Sentences for people have no stack; anything else is a defect and needs it.
  console.error(error.isSentence ? error.message : error);
  process.exitCode = 1;
}
