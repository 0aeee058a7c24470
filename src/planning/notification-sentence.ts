import { formatDuration } from './duration';
import { count, firstNames, grouped } from './listing';
import type { News, Notification } from './notification';

/** Elasticsearch's reasons can be pages; a message is read on a phone. */
const longest = 1_000;

/** The whole news in one sentence of plain text, on one line. */
export function notificationSentence({ cluster, news, at }: Notification): string {
  const sentence = sentenceOf(cluster, news, at).replace(/\s+/g, ' ').trim();
  return sentence.length > longest ? `${sentence.slice(0, longest - 1)}…` : sentence;
}

/** A moment as people read it, to the minute and in UTC: `2026-11-30 17:05 UTC`. */
export function momentText(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function sentenceOf(cluster: string, news: News, at: number): string {
  switch (news.kind) {
    case 'failed':
      return `The backup of cluster ${cluster} failed: ${news.reason}`;
    case 'recovered':
      return `The backups of cluster ${cluster} are well again: ${news.summary}`;
    case 'approval': {
      const what = `${count(news.deletions, 'index', 'indices')} (${names(news.first, news.deletions)})`;
      return `The backup of cluster ${cluster} waits for approval to delete ${what} until ${momentText(news.until)}: ${news.how}`;
    }
    case 'kept': {
      const what = `${count(news.indices, 'restored index', 'restored indices')} of cluster ${cluster} (${names(news.first, news.indices)})`;
      const stays = news.indices === 1 ? 'stays although its time is over' : 'stay although their time is over';
      return `${what} ${stays}: ${news.reason}; ${news.how}`;
    }
    case 'drill':
      return `The drill of cluster ${cluster} failed: ${news.reason}`;
    case 'overdue':
      return overdueSentence(cluster, news, at);
  }
}

function overdueSentence(cluster: string, news: Extract<News, { kind: 'overdue' }>, at: number): string {
  const { newest, unreachable } = news;
  const known =
    newest === undefined
      ? `no successful backup has been seen since ${momentText(news.since)}`
      : `the newest successful backup is ${newest.snapshot} of ${momentText(newest.endedAt)}`;
  if (unreachable !== undefined) {
    const since = `since ${momentText(unreachable.since)} (${ago(unreachable.since, at)})`;
    return `The backups of cluster ${cluster} cannot be checked ${since}: ${unreachable.reason}; ${known}`;
  }
  return `Cluster ${cluster} has had no successful backup for ${ago(news.since, at)}: ${known}`;
}

function names(first: readonly string[], all: number): string {
  const shown = firstNames(first, 3).replace(/ and \d+ more$/, '');
  const more = all - Math.min(first.length, 3);
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}

function ago(moment: number, at: number): string {
  return formatDuration(Math.max(0, at - moment) / 1000);
}
