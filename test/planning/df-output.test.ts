import { readDf } from '../../src/planning/df-output';

const head = 'Filesystem     1024-blocks      Used Available Capacity Mounted on';

test.each([
  [
    'of GNU for NFS',
    `${head}\nnas:/export/logs  104857600  94371840  10485760      90% /usr/share/elasticsearch/backup\n`,
    [10_737_418_240, 107_374_182_400],
  ],
  [
    'of BusyBox',
    'Filesystem           1024-blocks    Used Available Capacity Mounted on\n/dev/sda1  1000 500 400 56% /backup\n',
    [409_600, 1_024_000],
  ],
  [
    'with blanks and numbers in the device',
    `${head}\n//srv/my 2020 share 1000 500 400 56% /backup\n`,
    [409_600, 1_024_000],
  ],
  ['of a mount point with blanks', `${head}\nnas:/a 1000 500 400 56% /my backup 1\n`, [409_600, 1_024_000]],
  [
    'of a service that claims to be endless',
    `${head}\nfs:/ 9007199254739968 0 9007199254739968 0% /backup\n`,
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ],
  ['of a volume without a size', `${head}\nnone 0 0 0 - /backup\n`, [0, 0]],
])('is read: %s', (_, output, [freeBytes, totalBytes]) => {
  expect(readDf(output)).toEqual({ freeBytes, totalBytes });
});

test.each(['', head, `${head}\n`, 'df: /backup: No such file or directory', `${head}\nnas:/a - - - - /backup`])(
  'anything else is not: %j',
  (output) => {
    expect(readDf(output)).toBeNull();
  },
);
