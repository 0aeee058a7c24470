import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/**
 * Where a secret is, never the secret itself: so that logkeep.yaml can lie in git. An exclusive union, because it has
 * one error for everything: a secret that was written in the place of a key must not be told as an unknown key.
 */
export const secretSchema = z.xor(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  { error: 'must say where the secret is, not what it is: {env: NAME} or {file: /path}' },
);

export type SecretReference = z.output<typeof secretSchema>;

/** The same, with a relative file looked for in the folder of logkeep.yaml, whoever starts logkeep where. */
export function secretFrom(folder: string, reference: SecretReference): SecretReference {
  return 'file' in reference ? { file: resolve(folder, reference.file) } : reference;
}

/**
 * Reads a secret; one trailing newline of a file does not count, as Kubernetes and editors add it.
 * @throws Error naming the variable or file, never its content.
 */
export function readSecret(reference: SecretReference): string {
  const [where, value] =
    'env' in reference
      ? [`the environment variable ${reference.env}`, process.env[reference.env]]
      : [reference.file, readText(reference.file)];
  if (value === undefined || value === '') throw new Error(`${where} is not set or empty: put the secret there`);
  return value;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Error(`the secret file ${file} cannot be read (${code})`, { cause: error });
  }
}
