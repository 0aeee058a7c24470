/**
 * `npm run build`: dist/ with everything that the image and the npm package need. Plain JavaScript, so that it runs
 * where only the packages are installed. `node build.mjs DIR` builds into DIR instead, which must not exist yet.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { z } from 'zod';

const require = createRequire(import.meta.url);
const root = import.meta.dirname;
const [target] = process.argv.slice(2);
const out = path.resolve(target ?? path.join(root, 'dist'));

// A file of an earlier build would still be loaded, whose source is gone. Only our own dist is ours to remove.
if (target === undefined) fs.rmSync(out, { recursive: true, force: true });
else if (fs.existsSync(out)) fail(`${out} is already there: name a folder that is not`);

compile();
// `npm install` does this for the command of a package; in a checkout and in the image nobody else would.
fs.chmodSync(path.join(out, 'client/main.js'), 0o755);
publishSchemas();
await bundleWorkflows();

function compile() {
  const tsc = require.resolve('typescript/bin/tsc');
  const project = path.join(root, 'tsconfig.build.json');
  // tsc writes its findings to stdout; whoever looks for the reason of a failure looks at stderr.
  const stdio = ['ignore', 2, 2];
  const { status, error } = spawnSync(process.execPath, [tsc, '-p', project, '--outDir', out], { stdio });
  if (status !== 0) fail(error?.message ?? 'tsc found the errors above');
}

/** JSON Schemas for editors: of logkeep.yaml, and of the input of every workflow that people start. */
function publishSchemas() {
  const { configJsonSchema } = require(path.join(out, 'config/schema.js'));
  writeSchema('logkeep', configJsonSchema());
  for (const { workflow, schema, example } of workflowInputs()) {
    const { $schema, ...body } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    writeSchema(`${workflow}-input`, { $schema, title: `Input of ${workflow}`, ...body, examples: [example] });
  }
}

/** What the types.ts of the workflows export as `{ workflow, schema, example }`. */
function workflowInputs() {
  const folders = fs.globSync('workflows/*/types.js', { cwd: out }).sort();
  return folders.flatMap((file) => Object.values(require(path.join(out, file)))).filter((value) => value?.schema);
}

function writeSchema(name, schema) {
  const folder = path.join(out, 'schema');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}

/** Bundled here, a worker starts without webpack at work, and every worker runs the very same code. */
async function bundleWorkflows() {
  const { preloadModules } = require(path.join(out, 'worker/workflow-code.js'));
  const { code } = await bundleWorkflowCode({ workflowsPath: path.join(out, 'workflows'), preloadModules });
  fs.writeFileSync(path.join(out, 'workflow-bundle.js'), code);
}

function fail(message) {
  process.stderr.write(`build: ${message}\n`);
  process.exit(1);
}
