import { exitCode } from './exit-code';

/** Ends the command without a word when whoever reads its output has gone (`logkeep snapshots | head -1`). */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(exitCode.unread);
    });
  }
}
