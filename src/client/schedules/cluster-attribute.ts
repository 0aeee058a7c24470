import { defineSearchAttributeKey } from '@temporalio/common';
import type { Client } from '@temporalio/client';

/** What runs are found by in the Temporal UI. The worker registers it. */
export const clusterAttribute = defineSearchAttributeKey('LogkeepCluster', 'KEYWORD');

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD`. */
const keyword = 2;

/** Whether the namespace has the attribute; false where the server does not tell, because a schedule works without. */
export async function hasClusterAttribute(client: Client): Promise<boolean> {
  try {
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
      namespace: client.options.namespace,
    });
    return (customAttributes?.[clusterAttribute.name] as number | undefined) === keyword;
  } catch {
    return false;
  }
}
