import { readFileSync } from 'node:fs';
import { ConfigError } from './problem';
import { YamlSource } from './yaml-source';

/** A JSON or YAML file that something is imported from. @throws ConfigError when it cannot be read or is neither. */
export function readPolicyFile(file: string): YamlSource {
  return YamlSource.parse(readImportedText(file), file);
}

/** The text of a file that something is imported from; `-` is standard input. */
export function readImportedText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new ConfigError(file, [`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`]);
  }
}
