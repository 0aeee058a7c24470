import { tmpdir } from 'node:os';
import { startLogkeep } from './run-logkeep';

test('a reader that goes away ends the command without a stack', async () => {
  const { process, ended } = startLogkeep(tmpdir(), ['--help']);
  process.stdout?.destroy();
  expect(await ended).toEqual({ code: 141, stdout: '', stderr: '' });
});
