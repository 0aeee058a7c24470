/** What all test files share; passed on to jest's worker processes through the environment. */
interface Shared {
  /** host:port of Temporal. */
  temporal: string;
  /** File with the bundled workflows. */
  workflowBundle: string;
}

const variable = 'LOGKEEP_TEST_WORLD';

export function publishRunningWorld(shared: Shared): void {
  process.env[variable] = JSON.stringify(shared);
}

export function sharedWorld(): Shared {
  const text = process.env[variable];
  if (text === undefined)
    throw new Error('The test world is not up: run these tests through jest, whose global setup starts it');
  return JSON.parse(text) as Shared;
}

/** What the global teardown needs of the global setup; both run in the same process, but not in the same module registry. */
interface ToStop {
  stop?: () => Promise<void>;
  folder?: string;
}

const holder = globalThis as { logkeepTestWorld?: ToStop };
holder.logkeepTestWorld ??= {};

export const runningWorld: ToStop = holder.logkeepTestWorld;
