import { loadConfig } from '../config/load';
import type { Config } from '../config/load';
import { configFile } from '../config/location';

export interface GlobalOptions {
  config?: string;
  output: 'text' | 'json';
}

/** The file that the command works with; what is wrong with it is told before Temporal is asked for anything. */
export function configOf({ config }: GlobalOptions): Config {
  return loadConfig(configFile(config));
}
