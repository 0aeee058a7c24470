import os from 'node:os';
import { readRecords } from '../processes/record';
import { SandboxError } from '../sandbox-error';
import { addressesOf, freeNumber } from './addresses';
import type { Addresses } from './addresses';

/** Addresses that neither this machine nor another cluster of the sandbox uses. */
export function chooseAddresses(): Addresses {
  const onMachine = Object.values(os.networkInterfaces()).flatMap((one) => (one ?? []).map(({ address }) => address));
  const inRecords = readRecords().flatMap(({ details }) => addressesIn(details)?.node ?? []);
  const number = freeNumber([...onMachine, ...inRecords]);
  if (number === undefined)
    throw new SandboxError('All of 10.100.0.0 to 10.199.255.255 is in use; stop a cluster and run again.');
  return addressesOf(number);
}

/** The addresses in the details of a cluster's record. */
export function addressesIn(details: Record<string, unknown>): Addresses | undefined {
  return details['addresses'] as Addresses | undefined;
}
