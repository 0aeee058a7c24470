import type { NativeConnection } from '@temporalio/worker';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD`. */
const keyword = 2;
const wanted = ['LogkeepCluster', 'LogkeepStage'];

/**
 * Makes sure that the namespace has logkeep's search attributes.
 * @returns whether it has; false where the server does not let us add them (Temporal Cloud, missing rights): then runs
 * do without, because setting an unknown attribute would leave them hanging.
 */
export async function registerSearchAttributes(connection: NativeConnection, namespace: string): Promise<boolean> {
  try {
    const { customAttributes = {} } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = wanted.filter((name) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return true;
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
    return true;
  } catch {
    return false;
  }
}
