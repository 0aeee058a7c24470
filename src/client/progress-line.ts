import { describeIndex } from '../planning/restore-progress';
import { describeTransfer, shareDone } from '../planning/transfer';
import type { LiveProgress } from './live-progress';

const width = 24;

/** One line for a terminal, which always shows the latest: with what the step waits for at this moment. */
export function liveLine(progress: LiveProgress): string {
  const { waitingFor } = progress;
  return waitingFor === undefined ? progressLine(progress) : `${progressLine(progress)} · waiting: ${waitingFor}`;
}

/** As many indices as a terminal has room for, besides what else is on it. */
const mostIndices = 6;

/** The same, and below it a bar for each index that is under way; the rest is counted. */
export function liveLines(progress: LiveProgress): string {
  const { indices = [] } = progress;
  const shown = indices.slice(0, mostIndices).map((index) => `  ${bar(shareDone(index))} ${describeIndex(index)}`);
  const more = indices.length - shown.length;
  return [liveLine(progress), ...shown, ...(more === 0 ? [] : [`  and ${more} more`])].join('\n');
}

/** One line: stage, bar, amounts, and why it is being tried again. */
export function progressLine({ message, transfer, retrying, undone = [] }: LiveProgress): string {
  const parts = [message];
  if (transfer !== undefined) parts.push(`${bar(shareDone(transfer))} ${describeTransfer(transfer)}`);
  if (retrying !== undefined) parts.push(`attempt ${retrying.attempt}, because: ${retrying.reason}`);
  if (undone.length > 0) parts.push(undone.join('; '));
  return parts.join(' · ');
}

/** `██████░░░░░░░░░░░░░░░░░░ 25 %` */
export function bar(share: number): string {
  const filled = Math.round(share * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${Math.floor(share * 100)} %`;
}
