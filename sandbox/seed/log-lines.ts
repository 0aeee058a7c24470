import type { Random } from './random';

export type LineKind = 'access' | 'java' | 'json' | 'chinese' | 'klog' | 'coredns';

/** One line of a container's log, as that kind of program writes it, with its line end. */
export function logLine(kind: LineKind, at: Date, random: Random): string {
  return writers[kind](at, random) + '\n';
}

const writers: Record<LineKind, (at: Date, random: Random) => string> = { access, java, json, chinese, klog, coredns };

const paths = [
  '/',
  '/api/v1/orders',
  '/api/v1/cart',
  '/static/app.3f9c.js',
  '/healthz',
  '/search?q=%E8%8C%B6',
  '/login',
];
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/70.0',
  'kube-probe/1.15',
  'curl/7.64.0',
  'okhttp/3.12.1',
];
const products = ['龙井茶', '景德镇瓷杯', '丝绸围巾', '机械键盘', '四川花椒'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function access(at: Date, random: Random): string {
  const iso = at.toISOString();
  const when = `${iso.slice(8, 10)}/${months[at.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
  const status = random.pick([200, 200, 200, 200, 204, 301, 304, 404, 500, 502]);
  const client = `10.233.${random.below(64)}.${random.below(254) + 1}`;
  return `${client} - - [${when}] "${random.pick(['GET', 'GET', 'POST'])} ${random.pick(paths)} HTTP/1.1" ${status} ${random.below(90_000)} "-" "${random.pick(agents)}" ${random.next().toFixed(3)}`;
}

function java(at: Date, random: Random): string {
  if (random.below(6) === 0)
    return `\tat com.example.shop.orders.${random.pick(['OrderService.place', 'StockClient.reserve', 'OrderRepository.save'])}(${random.pick(['OrderService', 'StockClient', 'OrderRepository'])}.java:${random.below(400) + 20})`;
  const when = at.toISOString().slice(0, 23).replace('T', ' ');
  const thread = `http-nio-8080-exec-${random.below(10) + 1}`;
  const text = random.pick([
    `INFO  c.e.s.orders.OrderService - order ${random.hex(12)} placed, ${random.below(9) + 1} items, ${random.below(90_000)} cents`,
    `WARN  c.z.h.pool.HikariPool - HikariPool-1 - Thread starvation or clock leap detected (housekeeper delta=${random.below(90)}s${random.below(999)}ms)`,
    `ERROR c.e.s.orders.StockClient - java.net.SocketTimeoutException: Read timed out after ${random.below(5000)} ms`,
  ]);
  return `${when} [${thread}] ${text}`;
}

function json(at: Date, random: Random): string {
  return JSON.stringify({
    level: random.pick(['info', 'info', 'info', 'warn', 'error']),
    ts: at.getTime() / 1000,
    caller: `payments/handler.go:${random.below(300)}`,
    msg: random.pick([
      'payment authorised',
      'payment declined',
      'retrying provider',
      'customer "Zoë Müller" notified ✓',
    ]),
    order: random.hex(12),
    took_ms: random.below(900),
  });
}

function chinese(at: Date, random: Random): string {
  const when = at.toISOString().slice(0, 19).replace('T', ' ');
  const product = random.pick(products);
  return `${when} ${random.pick([`用户${random.below(90_000)}查询了商品“${product}”`, `库存不足：${product} 剩余 ${random.below(20)} 件`, `商品 ${product} 的价格已更新为 ¥${random.below(900)}.00`])}`;
}

function klog(at: Date, random: Random): string {
  const iso = at.toISOString();
  const head = `${random.pick(['I', 'I', 'I', 'W', 'E'])}${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}${random.below(900) + 100}       1`;
  return `${head} ${random.pick([
    `replica_set.go:${random.below(600)}] Finished syncing ReplicaSet "shop/orders-${random.hex(10)}" (${random.below(90)}.${random.below(999)}ms)`,
    `reflector.go:${random.below(400)}] k8s.io/client-go/informers/factory.go:133: Watch close - *v1.Pod total ${random.below(900)} items received`,
    `controller_utils.go:${random.below(900)}] Error while processing Node Delete: timed out waiting for the condition`,
  ])}`;
}

function coredns(at: Date, random: Random): string {
  const name = random.pick([
    'orders.shop.svc.cluster.local.',
    'elasticsearch-logging-data.kubesphere-logging-system.svc.',
    'example.com.',
  ]);
  return `${at.toISOString().slice(0, 23)}Z [INFO] 10.233.${random.below(64)}.${random.below(254)}:${random.below(60_000)} - ${random.below(65_536)} "A IN ${name} udp ${random.below(60) + 40} false 512" NOERROR qr,aa,rd ${random.below(200)} ${random.next().toFixed(9)}s`;
}
