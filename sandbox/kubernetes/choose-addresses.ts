import os from 'node:os';
import { readRecords } from '../processes/record';
import { SandboxError } from '../sandbox-error';
import { addressesOf, freeNumber } from './addresses';
import type { Addresses } from './addresses';

/** Addresses that neither this machine nor another cluster of the sandbox uses. */
export function chooseAddresses(): Addresses {
  const number = freeNumber(addressesInUse());
  if (number === undefined)
    throw new SandboxError('All of 10.100.0.0 to 10.199.255.255 is in use; stop a cluster and run again.');
  return addressesOf(number);
}

/** Whether nobody has taken a stopped cluster's addresses meanwhile; they are in its data, so it can only have the same again. */
export function areStillFree({ number }: Addresses): boolean {
  return !addressesInUse().some((address) => address.startsWith(`10.${number}.`));
}

function addressesInUse(): string[] {
  const onMachine = Object.values(os.networkInterfaces()).flatMap((one) => (one ?? []).map(({ address }) => address));
  return [...onMachine, ...readRecords().flatMap(({ details }) => addressesIn(details)?.node ?? [])];
}

/** The addresses in the details of a cluster's record. */
export function addressesIn(details: Record<string, unknown>): Addresses | undefined {
  return details['addresses'] as Addresses | undefined;
}
