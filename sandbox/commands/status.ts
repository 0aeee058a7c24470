import { DateTime } from 'luxon';
import { table } from '../../src/client/table';
import { readRecords } from '../processes/record';

/** Lists the servers of every world: name, version, process, address, and since when. */
export function status(): void {
  const records = readRecords();
  if (records.length === 0) {
    console.log('Nothing is running. Start it with `npm run sandbox`.');
    return;
  }
  const rows = records.map(({ world, name, title, process: { pid }, details, startedAt, state }) => {
    const address = details['url'] ?? details['address'];
    const since = DateTime.fromISO(startedAt).toFormat('yyyy-MM-dd HH:mm:ss');
    return [world, name, title, String(pid), String(address), state === 'ready' ? `up since ${since}` : 'starting'];
  });
  console.log(table(['WORLD', 'NAME', 'SERVER', 'PID', 'ADDRESS', 'STATE'], rows));
}
