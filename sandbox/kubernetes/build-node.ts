import fs from 'node:fs';
import path from 'node:path';
import type { Progress } from '../downloads/fetch-artifact';
import { findTool } from '../tools/find-tool';
import { cachedBuild } from './cached-build';
import { runOrFail } from './run-or-fail';

export const kubernetesVersion = '1.34.3';

const sources = path.join(__dirname, 'node');

const [major, minor] = kubernetesVersion.split('.');
const versionPackage = 'k8s.io/component-base/version';
const linkerFlags = [
  '-s -w',
  `-X ${versionPackage}.gitVersion=v${kubernetesVersion}`,
  `-X ${versionPackage}.gitMajor=${major}`,
  `-X ${versionPackage}.gitMinor=${minor}`,
].join(' ');

/** The program with all parts of a Kubernetes node, compiled from the published Go modules. */
export async function buildNode(progress: Progress): Promise<string> {
  const files = ['go.mod', 'go.sum', 'main.go'];
  const folder = await cachedBuild({
    name: `kubernetes-${kubernetesVersion}`,
    inputs: [linkerFlags, ...files.map((name) => fs.readFileSync(path.join(sources, name), 'utf8'))],
    build: async (into) => {
      progress(`Compiling Kubernetes ${kubernetesVersion} (about 10 minutes on two cores, once)`);
      await runOrFail('Compiling Kubernetes', {
        command: findTool('LOGKEEP_GO', ['go'], 'install Go 1.24 or newer'),
        // Two compilers at a time need 3 GB of memory; -mod=readonly builds exactly what go.sum names. What -s and -w leave
        // out of the program need not be made for each package.
        args: [
          'build',
          '-p',
          '2',
          '-mod=readonly',
          '-trimpath',
          '-gcflags=all=-dwarf=false',
          '-ldflags',
          linkerFlags,
          '-o',
          path.join(into, 'node'),
          '.',
        ],
        cwd: sources,
        // Compilers are short-lived: collecting their garbage half as often saves time.
        environment: { ...process.env, GOFLAGS: '', GOTOOLCHAIN: 'local', GOGC: '200' },
      });
    },
  });
  return path.join(folder, 'node');
}
