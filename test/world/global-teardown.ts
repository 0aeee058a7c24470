import { rmSync } from 'node:fs';
import { runningWorld } from './running-world';

export default async function tearDown(): Promise<void> {
  await runningWorld.stop?.();
  if (runningWorld.folder !== undefined) rmSync(runningWorld.folder, { recursive: true, force: true });
}
