const end = () => process.exit(143);

// As the first process of a container Node ignores SIGTERM unless somebody listens, and loading takes seconds.
process.once('SIGTERM', end);

/** From here on somebody else ends the process in good order. */
export function leaveSignalsToRuntime(): void {
  process.off('SIGTERM', end);
}
