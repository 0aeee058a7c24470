/** The addresses of one cluster: a /16 of its own, so that several run side by side. */
export interface Addresses {
  /** The second byte of all its addresses. */
  number: number;
  /** The name of the host's end of the cable into the cluster's box. */
  link: string;
  host: string;
  node: string;
  podRange: string;
  serviceRange: string;
  /** The first address of the service range: the API server's Service. */
  apiService: string;
}

const first = 100;
const last = 199;

/** 10.N.0.0/16, divided into the node's, the pods' and the services' addresses. */
export function addressesOf(number: number): Addresses {
  const at = (rest: string) => `10.${number}.${rest}`;
  return {
    number,
    link: `logkeep${number}`,
    host: at('0.1'),
    node: at('0.2'),
    podRange: at('64.0/18'),
    serviceRange: at('128.0/18'),
    apiService: at('128.1'),
  };
}

/** The lowest number whose addresses none of these touch; undefined if all are in use. */
export function freeNumber(addressesInUse: string[]): number | undefined {
  const taken = new Set(addressesInUse.map((address) => address.split('.').slice(0, 2).join('.')));
  for (let number = first; number <= last; number++) if (!taken.has(`10.${number}`)) return number;
  return undefined;
}
