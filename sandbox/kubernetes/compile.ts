/** `node sandbox/bootstrap.mjs sandbox/kubernetes/compile.ts`: compiles Kubernetes ahead of its first start. */
import { buildNode } from './build-node';

buildNode((line) => void process.stderr.write(`${line}\n`)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
