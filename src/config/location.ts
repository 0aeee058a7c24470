/** Which logkeep.yaml to read: the one named, else the one in LOGKEEP_CONFIG, else the one in the current folder. */
export function configFile(named?: string): string {
  // An empty variable is what `LOGKEEP_CONFIG=` and an unset value in a chart leave behind.
  return named ?? (process.env.LOGKEEP_CONFIG || 'logkeep.yaml');
}
