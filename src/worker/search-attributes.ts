import { isGrpcServiceError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD`. */
const keyword = 2;
const wanted = ['LogkeepCluster', 'LogkeepStage'];
/** `grpc.status.ALREADY_EXISTS`. */
const alreadyExists = 6;

/**
 * Makes sure that the namespace has logkeep's search attributes.
 * @returns whether it has; false where the server does not let us add them (Temporal Cloud, missing rights), and where
 * one of them is there with another type: then runs do without, because setting it would leave them hanging.
 */
export async function registerSearchAttributes(connection: NativeConnection, namespace: string): Promise<boolean> {
  try {
    const missing = await missingAttributes(connection, namespace);
    if (missing === undefined) return false;
    if (missing.length === 0) return true;
    await addAttributes(connection, namespace, missing);
    return (await missingAttributes(connection, namespace)) !== undefined;
  } catch {
    return false;
  }
}

/** The names that are not there yet; undefined when one of them is taken by an attribute of another type. */
async function missingAttributes(connection: NativeConnection, namespace: string): Promise<string[] | undefined> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const types: Record<string, number | undefined> = customAttributes ?? {};
  const missing = wanted.filter((name) => types[name] === undefined);
  return wanted.every((name) => missing.includes(name) || types[name] === keyword) ? missing : undefined;
}

/** A second worker that starts at the same time may have added them in between. */
async function addAttributes(connection: NativeConnection, namespace: string, names: string[]): Promise<void> {
  const searchAttributes = Object.fromEntries(names.map((name) => [name, keyword]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== alreadyExists) throw error;
  }
}
