import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import { registerSearchAttributes } from '../../src/worker/search-attributes';

beforeAll(() => void Runtime.install({ logger: new DefaultLogger('ERROR') }));

async function onTemporal<T>(
  searchAttributes: Record<string, string>,
  work: (connection: NativeConnection) => Promise<T>,
): Promise<T> {
  const temporal = await startTemporal({ world: `test-${process.pid}`, searchAttributes });
  const connection = await NativeConnection.connect({ address: temporal.address });
  try {
    return await work(connection);
  } finally {
    await connection.close();
    await temporal.stop();
  }
}

test('workers that start at the same time all have the search attributes, and so has one that comes later', async () => {
  await onTemporal({}, async (connection) => {
    const register = () => registerSearchAttributes(connection, 'default');
    expect(await Promise.all([register(), register(), register()])).toEqual([true, true, true]);
    expect(await register()).toBe(true);
  });
});

test('attributes of another type are as good as none: setting them would leave runs hanging', async () => {
  await onTemporal({ LogkeepCluster: 'Keyword', LogkeepStage: 'Int' }, async (connection) => {
    expect(await registerSearchAttributes(connection, 'default')).toBe(false);
  });
});

test('a namespace that is not there has none', async () => {
  await onTemporal({}, async (connection) => {
    expect(await registerSearchAttributes(connection, 'nowhere')).toBe(false);
  });
});
