import { consecutiveDays, dayDocuments } from '../../sandbox/seed/documents';

interface LogDocument {
  '@timestamp': string;
  time: string;
  log: string;
  kubernetes: Record<string, string>;
}

test('the same day has the same documents, and another day others', () => {
  const first = [...dayDocuments('2019-11-03', 500)];
  expect([...dayDocuments('2019-11-03', 500)]).toEqual(first);
  expect([...dayDocuments('2019-11-04', 500)]).not.toEqual(first);
});

test('documents are what fluent-bit writes: all of that day, in order', () => {
  const documents = [...dayDocuments('2019-11-03', 500)].map((text) => JSON.parse(text) as LogDocument);
  const times = documents.map((document) => document['@timestamp']);
  expect(times).toEqual([...times].sort());
  for (const { '@timestamp': timestamp, time, log, kubernetes } of documents) {
    expect(timestamp).toMatch(/^2019-11-03T\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(time.startsWith(timestamp.slice(0, -1))).toBe(true);
    expect(log).toMatch(/.\n$/);
    const fields = ['container_hash', 'container_name', 'docker_id', 'host', 'namespace_name', 'pod_name'];
    expect(Object.keys(kubernetes).sort()).toEqual(fields);
  }
  expect(documents.some(({ log }) => /[\u4e00-\u9fff]/.test(log))).toBe(true);
});

test('days run over the end of a month', () => {
  expect(consecutiveDays('2019-10-30', 4)).toEqual(['2019-10-30', '2019-10-31', '2019-11-01', '2019-11-02']);
});
