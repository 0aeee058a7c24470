import path from 'node:path';
import { table } from '../../src/client/table';
import { readRecords } from '../processes/record';
import { writeConfigFile } from './config-file';
import { sandboxWorld } from './world';

/** Prints where the sandbox's servers are and what to do with them; writes its logkeep.yaml. */
export function printStarted(): void {
  const records = readRecords(sandboxWorld);
  const configFile = writeConfigFile(records);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const addresses = records.map(({ title, name, details }) => [
    title,
    name,
    text(details['url'] ?? details['address']),
  ]);
  const temporal = records.find(({ details }) => details['uiUrl'] !== undefined);
  console.log('');
  const ui = text(temporal?.details['uiUrl']);
  console.log(table(['SERVER', 'NAME', 'ADDRESS'], [...addresses, ['Temporal web UI', '', ui]]));
  console.log(`
Clusters for logkeep: ${path.relative(process.cwd(), configFile)}

  export TEMPORAL_ADDRESS=${text(temporal?.details['address'])} LOGKEEP_TEMPORAL_UI=${ui}
  export LOGKEEP_CONFIG=${configFile}
  npm run worker
  npm run -s logkeep -- status

Look at them with \`npm run sandbox -- status\`, end them with \`npm run sandbox -- stop\`.`);
}
