import { grouped } from '../../src/planning/listing';
import { table } from '../../src/client/table';
import { startLink } from '../../src/client/ui-link';
import type { ContentChecksum } from '../seed/content-checksum';
import { given, lostDay } from './story';
import type { Story } from './story';

/** The lost day before and after, and where to look at what happened. */
export function describeOutcome(story: Story): string {
  const row = (when: string, { documents, sha256 }: ContentChecksum) => [when, grouped(documents), sha256];
  const days = table(
    [lostDay, 'LINES', 'CONTENT (SHA-256)'],
    [row('before the loss', given(story, 'before')), row('after the restore', given(story, 'after'))],
  );
  const { uiUrl } = given(story, 'temporal');
  const runs = Object.entries(story.links).map(([name, link]) => [`${name} run`, link]);
  const links = table(
    ['IN THE TEMPORAL UI', ''],
    [
      ...runs,
      ['start a backup', `${startLink(uiUrl, 'default', 'backup', 'logkeep')}   input: {"cluster":"kubesphere"}`],
      [
        'start a restore',
        `${startLink(uiUrl, 'default', 'restore', 'logkeep')}   input: {"cluster":"kubesphere","days":["${lostDay}"]}`,
      ],
    ],
  );
  return `\n${days}\n\n${links}\n\n${shellHint(story)}\n`;
}

/** For a second terminal, while everything is still up. */
function shellHint(story: Story): string {
  const { address, uiUrl } = given(story, 'temporal');
  return [
    'FROM ANOTHER TERMINAL',
    `export TEMPORAL_ADDRESS=${address} LOGKEEP_TEMPORAL_UI=${uiUrl} LOGKEEP_CONFIG=${given(story, 'config')}`,
    'npm run -s logkeep -- snapshots',
  ].join('\n');
}
