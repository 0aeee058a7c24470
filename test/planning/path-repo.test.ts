import fc from 'fast-check';
import { ManifestProblem } from '../../src/planning/manifest-problem';
import { addPathRepo, pathRepoOf, removePathRepo } from '../../src/planning/path-repo';
import { configMapOf, stacks } from './kubesphere';

const folder = '/backup';

describe('adding a folder changes nothing but the value, and removing it gives the same bytes back', () => {
  test.each([
    ['an empty file', '', 'path.repo: /backup'],
    ['a blank line', '\n', '\npath.repo: /backup\n'],
    ['only comments', '# only\n', '# only\npath.repo: /backup\n'],
    ['no last line break, as the chart renders it', 'a: 1\nb: 2', 'a: 1\nb: 2\npath.repo: /backup'],
    ['a last line break', 'a: 1\n', 'a: 1\npath.repo: /backup\n'],
    ['lines of Windows', 'a: 1\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\npath.repo: /backup\r\n'],
    ['lines of Windows and no last one', 'a: 1\r\nb: 2', 'a: 1\r\nb: 2\r\npath.repo: /backup'],
    ['a document start', '---\na: 1\n', '---\na: 1\npath.repo: /backup\n'],
    ['a document end', '---\na: 1\n...\n', '---\na: 1\npath.repo: /backup\n...\n'],
    [
      'a nested block at the end',
      'discovery:\n  zen:\n    a: 1\n  # c',
      'discovery:\n  zen:\n    a: 1\n  # c\npath.repo: /backup',
    ],
    ['path: without repo', 'path:\n  data: /data\n', 'path:\n  data: /data\npath.repo: /backup\n'],
    ['a plain folder', 'path.repo: /x\na: 1\n', 'path.repo: /x,/backup\na: 1\n'],
    ['a folder in double quotes', 'path.repo: "/x"   # mine\n', 'path.repo: "/x,/backup"   # mine\n'],
    ['a folder in single quotes', "path.repo: '/x'", "path.repo: '/x,/backup'"],
    ['blanks in the quotes', 'path.repo: "/x "\n', 'path.repo: "/x ,/backup"\n'],
    ['several folders with commas', 'path.repo: /x, /y\n', 'path.repo: /x, /y,/backup\n'],
    ['an environment variable', 'path.repo: ${REPO}\n', 'path.repo: ${REPO},/backup\n'],
    ['an environment variable with a default', 'path.repo: ${REPO:/x}\n', 'path.repo: ${REPO:/x},/backup\n'],
    ['an empty list', 'path.repo: []\n', 'path.repo: ["/backup"]\n'],
    ['an empty list with a blank', 'path.repo: [ ]\n', 'path.repo: ["/backup" ]\n'],
    ['a list', 'path.repo: ["/x"]\n', 'path.repo: ["/x", "/backup"]\n'],
    ['a list of plain folders', 'path.repo: [/x, /y] # c', 'path.repo: [/x, /y, /backup] # c'],
    ['a list in mixed quotes', `path.repo: ["/x", '/y']\n`, `path.repo: ["/x", '/y', '/backup']\n`],
    ['a list with a comma at its end', 'path.repo: [/x,]\n', 'path.repo: [/x, /backup,]\n'],
    ['a list over several lines', 'path.repo: [\n  /x,\n  /y\n]\n', 'path.repo: [\n  /x,\n  /y, /backup\n]\n'],
    ['a block list', 'path.repo:\n  - /x\na: 1\n', 'path.repo:\n  - /x\n  - /backup\na: 1\n'],
    [
      'a block list without indentation',
      'path.repo:\n- "/x" # c\n# d\na: 1',
      'path.repo:\n- "/x" # c\n- "/backup"\n# d\na: 1',
    ],
    ['a block list at the end', 'path.repo:\n  - /x', 'path.repo:\n  - /x\n  - /backup'],
    ['a block list of Windows', 'path.repo:\r\n  - /x\r\na: 1\r\n', 'path.repo:\r\n  - /x\r\n  - /backup\r\na: 1\r\n'],
    ['nested', 'path:\n  repo: /x\n  data: /data\n', 'path:\n  repo: /x,/backup\n  data: /data\n'],
    ['a nested list', 'path:\n  data: /data\n  repo: ["/x"]\n', 'path:\n  data: /data\n  repo: ["/x", "/backup"]\n'],
    ['a nested block list', 'path:\n  repo:\n    - /x\n', 'path:\n  repo:\n    - /x\n    - /backup\n'],
    ['between braces', 'path: {data: /data, repo: /x}\n', 'path: {data: /data, repo: [/x,/backup]}\n'],
    ['between braces, quoted', 'path: {repo: "/x", data: /d}\n', 'path: {repo: "/x,/backup", data: /d}\n'],
    ['a list between braces', 'path: {repo: [/x], data: /d}\n', 'path: {repo: [/x, /backup], data: /d}\n'],
  ])('%s', (_, text, added) => {
    expect(addPathRepo(text, folder)).toBe(added);
    expect(pathRepoOf(added)).toEqual([...pathRepoOf(text), folder]);
    expect(removePathRepo(added, folder)).toBe(text);
  });
});

test.each([
  ['', []],
  ['path.repo: /x', ['/x']],
  ['path.repo: /x, /y ,/z', ['/x', '/y', '/z']],
  ['path.repo: ["/x,1", /y]', ['/x,1', '/y']],
  ['path:\n  repo:\n  - /x', ['/x']],
  ['path: {repo: ["${A}", /y]}', ['${A}', '/y']],
  ['path.repo: ""', []],
  ['path.repo:', []],
  ['path.repository: /x', []],
  ['"path.repo": 12', ['12']],
])('%j allows %j', (text, folders) => {
  expect(pathRepoOf(text)).toEqual(folders);
});

test.each(['path.repo: /backup', 'path.repo: "/x,/backup/"', 'path.repo:\n- /backup/', 'path: {repo: [/backup]}'])(
  '%j has the folder already',
  (text) => {
    expect(addPathRepo(text, '/backup')).toBe(text);
    expect(addPathRepo(text, '/backup/')).toBe(text);
  },
);

test.each(['path.repo: /backup/es', 'path.repo: /', 'path.repo: /backup2'])('%j is another folder', (text) => {
  expect(pathRepoOf(addPathRepo(text, '/backup'))).toHaveLength(2);
});

test.each([
  ['the only one', 'a: 1\npath.repo: /backup # c\nb: 2\n', 'a: 1\nb: 2\n'],
  ['the only one, nested', 'a: 1\npath:\n  repo: /backup\nb: 2\n', 'a: 1\nb: 2\n'],
  ['the only one beside others under path', 'path:\n  repo: /backup\n  data: /d\n', 'path:\n  data: /d\n'],
  ['the only one of a block list', 'a: 1\npath.repo:\n  # c\n  - /backup\n', 'a: 1\n'],
  ['the only one of a list', 'path.repo: ["/backup"]\n', 'path.repo: []\n'],
  ['the only one between braces', 'path: {repo: /backup, data: /d}\n', 'path: {data: /d}\n'],
  ['the last one between braces', 'path: {data: /d, repo: /backup}\n', 'path: {data: /d}\n'],
  ['nothing else between braces', 'a: 1\npath: {repo: /backup}\n', 'a: 1\n'],
  ['the first', 'path.repo: /backup, /y\n', 'path.repo: /y\n'],
  ['the first of a list', 'path.repo: ["/backup", "/y"]\n', 'path.repo: ["/y"]\n'],
  ['the one in the middle', 'path.repo: [/x, /backup, /y]\n', 'path.repo: [/x, /y]\n'],
  ['twice', 'path.repo: /backup,/x,/backup/\n', 'path.repo: /x\n'],
  ['the first of a block list', 'path.repo:\n  - /backup\n  - /x', 'path.repo:\n  - /x'],
  ['after a stray comma', 'path.repo: /x,,/backup\n', 'path.repo: /x,\n'],
  ['not there', 'path.repo: /x # c\n', 'path.repo: /x # c\n'],
  ['no setting', 'a: 1', 'a: 1'],
])('removing %s', (_, text, removed) => {
  expect(removePathRepo(text, folder)).toBe(removed);
});

test.each([
  ['a: [', 'elasticsearch.yml is not valid YAML in line 1'],
  ['a: 1\nb: [1\nc: 2', 'elasticsearch.yml is not valid YAML in line 3'],
  ['path.repo: /x\npath.repo: /y', 'not valid YAML in line 2 (the setting is there already)'],
  ['a: 1\n---\nb: 2', 'not valid YAML in line 2 (a second document starts there)'],
  ['path.repo: /x\npath:\n  repo: /y', 'sets path.repo twice, once as path.repo and once under path'],
  ['path.repo: |-\n  /x\n', 'something other than a folder or a list of folders'],
  ['path.repo: {a: b}', 'something other than a folder or a list of folders'],
  ['path.repo: [[/x]]', 'something other than a folder or a list of folders'],
  ['path.repo: *x', 'something other than a folder or a list of folders'],
  ['a: *x', 'refers (*) to an anchor that it does not have'],
  ['{a: 1}', 'is written as one {…}'],
  ['- a', 'does not hold settings'],
  ['path.repo:', 'line 1 of elasticsearch.yml has an entry that is or may be empty'],
  ['a: 1\npath.repo: ""', 'line 2 of elasticsearch.yml has an entry that is or may be empty'],
  ['path.repo: /x,', 'may be empty'],
  ['path.repo: ["/x", "${REPO:}"]', 'may be empty'],
  ['path.repo: &x /x\nother: *x', 'without touching other settings: set it by hand to ["/x","/backup"]'],
])('%j cannot be edited, and the sentence says why', (text, sentence) => {
  expect(() => addPathRepo(text, folder)).toThrow(ManifestProblem);
  expect(() => addPathRepo(text, folder)).toThrow(sentence);
});

test.each(['backup', '/a,b', '/a b', '/a#b', '/${A}', '', '/a\nb', '/a:b', '/a"b'])(
  '%j is no folder that could be added',
  (odd) => {
    expect(() => addPathRepo('a: 1', odd)).toThrow('a folder there must be an absolute path');
  },
);

test.each(stacks)('the elasticsearch.yml of %s keeps its comments, order and missing last line break', (stack) => {
  const text = configMapOf(stack).data?.['elasticsearch.yml'] ?? '';
  expect(text).not.toMatch(/\n$/);
  const added = addPathRepo(text, '/usr/share/elasticsearch/backup');
  expect(added).toBe(`${text}\npath.repo: /usr/share/elasticsearch/backup`);
  expect(removePathRepo(added, '/usr/share/elasticsearch/backup')).toBe(text);
});

const folders = fc.stringMatching(/^\/[a-z]{1,3}(\/[a-z]{1,3})?$/);
const comment = fc.constantFrom('', ' # c', '   # path.repo: /no');
const quoted = (text: string) => fc.constantFrom(text, `"${text}"`, `'${text}'`);
const list = fc.array(folders, { minLength: 1, maxLength: 3 });
const items = list.chain((some) => fc.tuple(...some.map(quoted)));

/** A value of path.repo, in every way that Elasticsearch reads. */
const inLine = fc.oneof(
  list.chain((some) => quoted(some.join(','))),
  list.chain((some) => quoted(some.join(', '))),
  items.map((some) => `[${some.join(', ')}]`),
  items.map((some) => `[ ${some.join(' ,')} ]`),
  fc.constantFrom('[]', '${REPO}', '"${REPO:/x}"'),
);
const setting = fc.oneof(
  fc.constant([]),
  fc.tuple(inLine, comment).map(([value, note]) => [`path.repo: ${value}${note}`]),
  fc.tuple(inLine, comment).map(([value, note]) => ['path:', '  data: /data', `  repo: ${value}${note}`]),
  fc.tuple(items, comment).map(([some, note]) => ['path.repo:', ...some.map((item) => `  - ${item}${note}`)]),
  items.map((some) => ['path.repo:', ...some.map((item) => `- ${item}`)]),
  items.map((some) => ['path:', '    repo:', ...some.map((item) => `      - ${item}`)]),
  quoted('/data').map((data) => [`path: {data: ${data}, logs: /logs}`]),
  items.map((some) => [`path: {data: /data, repo: [${some.join(', ')}]}`]),
  folders.chain(quoted).map((one) => [`path: {repo: ${one}, data: /data}`]),
);
const other = fc.constantFrom('# comment', '', 'cluster.name: logs', '  ', '# path.repo: /no');
const settingsFile = fc
  .record({
    before: fc.array(other, { maxLength: 3 }),
    setting,
    after: fc.array(fc.constantFrom('# comment', '', '# x: y'), { maxLength: 3 }),
    last: fc.constantFrom('', 'node.name: ${HOSTNAME}', 'discovery:\n  zen:\n    minimum_master_nodes: 1 # c'),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    isFinished: fc.boolean(),
  })
  .map(({ before, setting: lines, after, last, lineBreak, isFinished }) => {
    const named = before.filter((line, at) => line !== 'cluster.name: logs' || before.indexOf(line) === at);
    const text = [...named, ...lines, ...after, ...last.split('\n')].join('\n');
    return (isFinished ? `${text}\n` : text).replaceAll('\n', lineBreak);
  });

test('whatever the file looks like, a folder that is added and removed leaves no byte behind', () => {
  fc.assert(
    fc.property(settingsFile, folders, (text, added) => {
      fc.pre(!pathRepoOf(text).includes(added));
      const edited = addPathRepo(text, added);
      expect(pathRepoOf(edited)).toEqual([...pathRepoOf(text), added]);
      expect(addPathRepo(edited, added)).toBe(edited);
      expect(removePathRepo(edited, added)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('a folder that is removed is gone, and the others stay', () => {
  fc.assert(
    fc.property(settingsFile, (text) => {
      for (const gone of pathRepoOf(text)) {
        const left = pathRepoOf(text).filter((folder) => folder !== gone);
        expect(pathRepoOf(removePathRepo(text, gone))).toEqual(left);
      }
    }),
  );
});
