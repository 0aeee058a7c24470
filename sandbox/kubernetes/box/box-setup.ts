import path from 'node:path';
import type { Addresses } from '../addresses';

/** A program of the node. */
export interface Part {
  name: string;
  command: string;
  args: string[];
}

/** All that the box's supervisor has to know. */
export interface BoxSetup {
  /** The cluster's own folder. */
  directory: string;
  addresses: Addresses;
  /** Name of the cgroup below which its containers run. */
  controlGroup: string;
  parts: Part[];
}

/** While this file exists, the part of this name does not run. */
export function pauseFile(directory: string, part: string): string {
  return path.join(directory, `${part}.paused`);
}

/** The folder that all of the node's volumes lie in, the same inside the box and outside. */
export function volumesFolder(directory: string): string {
  return path.join(directory, 'volumes');
}

/** The folder of the parts' logs, and of the pods'. */
export function logsFolder(directory: string): string {
  return path.join(directory, 'log');
}
