import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drainHook, endHookCommand, endServerCommand, longestDrain } from '../../src/planning/drain-hook';
import { configMapOf, statefulSetOf } from './kubesphere';
import { podOf } from './pod-builders';
import { settings } from './setup-builders';
import { ProcView, endOf, hasProc, runs } from './proc-view';

const onLinux = hasProc ? describe : describe.skip;
const containerOf = (stack: Parameters<typeof statefulSetOf>[0]) =>
  statefulSetOf(stack).spec.template.spec.containers[0];

const files = configMapOf('kubesphere-2.1.1').data;

test('KubeSphere’s data nodes have a hook that drains, its masters have none', () => {
  expect(drainHook(containerOf('kubesphere-2.1.1'), files)).toEqual(['/bin/bash', '/pre-stop-hook.sh']);
  expect(drainHook(containerOf('kubesphere-2.1.1 master'), files)).toBeNull();
  expect(drainHook(undefined, files)).toBeNull();
  expect(drainHook({ name: 'es', lifecycle: { preStop: {} } }, files)).toBeNull();
});

test('a hook that does something else is left to do it', () => {
  const hook = (...command: string[]) => ({ name: 'es', lifecycle: { preStop: { exec: { command } } } });
  expect(drainHook(hook('sleep', '20'))).toBeNull();
  expect(drainHook(containerOf('kubesphere-2.1.1'), { 'pre-stop-hook.sh': 'sleep 20' })).toBeNull();
  expect(drainHook(containerOf('kubesphere-2.1.1'))).toBeNull();
  const inline = `curl -XPUT es:9200/_cluster/settings -d '{"transient":{"cluster.routing.allocation.exclude._ip":"x"}}'`;
  expect(drainHook(hook('sh', '-c', inline))).toEqual(['sh', '-c', inline]);
});

test('a drain is waited for no longer than its pod may take to stop', () => {
  const pod = podOf(statefulSetOf('kubesphere-2.1.1'), 0, settings);
  const { terminationGracePeriodSeconds: grace, ...spec } = pod.spec;
  expect(longestDrain(pod)).toBe(((grace ?? NaN) + 30) * 1_000);
  expect(longestDrain({ ...pod, spec })).toBe(60_000);
  expect(longestDrain({ ...pod, spec: { ...spec, terminationGracePeriodSeconds: 0 } })).toBe(30_000);
});

test('a drain in the ConfigMap counts only when it is the script that the hook runs', () => {
  const command = ['/bin/bash', '/scripts/stop.sh'];
  const mounting = (mountPath: string, subPath?: string) => ({
    ...{ name: 'es', lifecycle: { preStop: { exec: { command } } } },
    volumeMounts: [{ name: 'config', mountPath, ...(subPath === undefined ? {} : { subPath }) }],
  });
  expect(drainHook(mounting('/scripts/stop.sh', 'pre-stop-hook.sh'), files)).toEqual(command);
  expect(drainHook(mounting('/scripts/stop.sh', 'other.sh'), { ...files, 'other.sh': 'sleep 20' })).toBeNull();
  expect(drainHook(mounting('/scripts/start.sh', 'pre-stop-hook.sh'), files)).toBeNull();
  expect(drainHook(mounting('/scripts/stop.sh'), files)).toBeNull();
});

onLinux('in a container', () => {
  let view: ProcView;
  let folder: string;

  beforeEach(() => {
    view = new ProcView();
    folder = mkdtempSync(join(tmpdir(), 'logkeep-hook-'));
  });

  afterEach(async () => {
    await view.end();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('the process of the hook', () => {
    const loop = 'trap "" TERM; while :; do sleep 1; done';

    test('is ended though it heeds no SIGTERM, and nothing else is', async () => {
      const file = join(folder, 'pre-stop-hook.sh');
      for (const name of [file, `${file}.old`]) writeFileSync(name, loop);
      const hook = await view.start(['/bin/sh', file]);
      const others = [
        await view.start(['/bin/sh', `${file}.old`]),
        await view.start(['/bin/sh', file, 'once more']),
        await view.start(['tail', '-f', file]),
        await view.start(['/bin/sh', '-c', loop, '/bin/sh', file]),
      ];
      expect(await view.run(endHookCommand(['/bin/sh', file]))).toBe('1\n');
      expect(await endOf(hook)).toBe('SIGKILL');
      expect(others.map(runs)).toEqual([true, true, true, true]);
    });

    test('that has not begun, or is over, is none', async () => {
      const other = await view.start(['/bin/sh', '-c', loop]);
      expect(await view.run(endHookCommand(['/bin/sh', '/pre-stop-hook.sh']))).toBe('0\n');
      const hook = await view.start(['/bin/sh', '-c', loop, 'hook']);
      expect(await view.run(endHookCommand(['/bin/sh', '-c', loop, 'hook']))).toBe('1\n');
      await endOf(hook);
      expect(await view.run(endHookCommand(['/bin/sh', '-c', loop, 'hook']))).toBe('0\n');
      expect(runs(other)).toBe(true);
    });

    test('and one that a second attempt to stop the pod has started are both ended', async () => {
      const hooks = [await view.start(['/bin/sh', '-c', loop]), await view.start(['/bin/sh', '-c', loop])];
      expect(await view.run(endHookCommand(['/bin/sh', '-c', loop]))).toBe('2\n');
      expect(await Promise.all(hooks.map(endOf))).toEqual(['SIGKILL', 'SIGKILL']);
    });

    test.each([
      ['quotes', `it's "here"`],
      ['only quotes', `''"'"`],
      ['what a shell would replace', '$HOME $(id) `id` ${x} * ? ~ !!'],
      ['what a shell would end a command with', '; exit 7 & | > x < y # z'],
      ['a pattern', '[a-z]* ?'],
      ['back-slashes', 'a\\b \\0 \\n \\'],
      ['lines', 'one\ntwo\n\n  three'],
      ['a line break at its end', 'one\n'],
      ['blanks at both ends', '  a  b  '],
      ['nothing', ''],
      ['letters of other scripts', '日志 é ü'],
      ['an option', '-n'],
      ['the test’s own operators', '= !'],
    ])('is found when its arguments hold %s', async (_, odd) => {
      const command = ['/bin/sh', '-c', loop, 'hook', odd];
      const hook = await view.start(command);
      const other = await view.start([...command, 'more']);
      expect(await view.run(endHookCommand(command))).toBe('1\n');
      expect(await endOf(hook)).toBe('SIGKILL');
      expect(runs(other)).toBe(true);
    });
  });

  describe('the server', () => {
    const forEver = ['-e', 'setInterval(() => undefined, 60_000)', '--'];
    const java = (argv0: string, args: string) => view.start([process.execPath, ...forEver, ...args.split(' ')], argv0);
    const main6 =
      '-Xms512m -Des.path.home=/es -cp /usr/share/elasticsearch/lib/* org.elasticsearch.bootstrap.Elasticsearch';
    const main8 = '--module-path /es/lib -m org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch';

    test.each([
      ['Elasticsearch 6 and 7', '/bin/java', main6],
      [
        'Elasticsearch with arguments',
        '/usr/share/elasticsearch/jdk/bin/java',
        `${main6} -Ebootstrap.memory_lock=true`,
      ],
      ['Elasticsearch 8 and 9', '/usr/share/elasticsearch/jdk/bin/java', main8],
      ['OpenSearch', '/usr/share/opensearch/jdk/bin/java', '-cp /os/lib/* org.opensearch.bootstrap.OpenSearch'],
      ['Elasticsearch from the PATH', 'java', main6],
    ])('%s is asked to end', async (_, argv0, args) => {
      const server = await java(argv0, args);
      expect(await view.run(endServerCommand())).toBe('1\n');
      expect(await endOf(server)).toBe('SIGTERM');
    });

    test('is ended, and neither the shell that does it, nor a grep, an editor or another java', async () => {
      const server = await java('/bin/java', main6);
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const others = [
        await view.start(['grep', 'java.* org.elasticsearch.bootstrap.Elasticsearch ', pipe]),
        await view.start(['/bin/sh', '-c', `while :; do sleep 1; done`, `/bin/java ${main6} `]),
        await view.start(['tail', '-f', '/dev/null', '/java', ' org.elasticsearch.bootstrap.Elasticsearch ']),
        await java('/bin/java', '-cp /es/lib/cli-launcher/* org.elasticsearch.launcher.CliToolLauncher'),
        await java('/bin/java', '-cp /es/lib/* org.elasticsearch.bootstrap.ElasticsearchCli'),
        await java('/usr/bin/javac', main6),
      ];
      // The shell that ended itself would not come to say so.
      expect(await view.run(endServerCommand())).toBe('1\n');
      expect(await endOf(server)).toBe('SIGTERM');
      expect(others.map(runs)).toEqual(others.map(() => true));
    });

    test('that has ended already is none', async () => {
      expect(await view.run(endServerCommand())).toBe('0\n');
    });
  });
});
