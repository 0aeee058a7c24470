import { readCuratorFile } from '../../config/curator-file';
import { readPolicyFile } from '../../config/policy-file';
import { ConfigError } from '../../config/problem';
import { convertCurator } from '../../planning/import/convert-curator';
import { convertSlm } from '../../planning/import/convert-slm';
import { convertSm } from '../../planning/import/convert-sm';
import { NotImportable } from '../../planning/import/imported';
import type { ImportWish, Imported } from '../../planning/import/imported';
import { renderSection } from '../../planning/import/render-section';
import type { GlobalOptions } from '../session';

/** `logkeep import curator FILE`: needs neither Temporal nor a logkeep.yaml. */
export function importCuratorCommand(file: string, { output, ...wish }: GlobalOptions & ImportWish): void {
  const { value, remarks, ...context } = readCuratorFile(file);
  const imported = placing(file, context.place, () => convertCurator(value, { ...context, ...wish }));
  tell({ ...imported, remarks: [...remarks, ...imported.remarks] }, output);
}

const convertPolicies = { slm: convertSlm, sm: convertSm };

/** `logkeep import slm FILE` and `logkeep import sm FILE`: what the server answers about policies, or one policy. */
export function importPoliciesCommand(
  kind: keyof typeof convertPolicies,
  file: string,
  { output, ...wish }: GlobalOptions & ImportWish,
): void {
  const source = readPolicyFile(file);
  tell(
    placing(
      file,
      (path) => source.place(path),
      () => convertPolicies[kind](source.value, wish),
    ),
    output,
  );
}

/** The section to standard output, so that it can be redirected into a file; what to know about it to standard error. */
function tell({ clusters, notes, remarks }: Imported, output: GlobalOptions['output']): void {
  if (output === 'json') {
    process.stdout.write(`${JSON.stringify({ clusters, remarks })}\n`);
    return;
  }
  process.stdout.write(renderSection({ clusters, notes }));
  for (const remark of remarks) process.stderr.write(`- ${remark}.\n`);
}

/** Problems of a file with their line and column, as those of logkeep.yaml are told. */
function placing<T>(file: string, place: (path: readonly PropertyKey[]) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotImportable)) throw error;
    throw new ConfigError(
      file,
      error.problems.map(({ path, message }) => (path.length === 0 ? `it ${message}` : `${place(path)}: ${message}`)),
    );
  }
}
