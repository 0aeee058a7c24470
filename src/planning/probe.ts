import type { Manifest, PodTemplate } from './manifest';
import { probeScript } from './probe-script';

/** One pod that tries the backup volume from one node. */
export interface Probe {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  node: string;
  /** The nodes of the other probes of this round. */
  peers: readonly string[];
  /** Elasticsearch's own, which its nodes have. */
  image: string;
  claim: string;
  /** The cluster's folder in the volume; empty for the volume itself. */
  folder: string;
  /** The user to try it as: Elasticsearch's, or 0 to see whether root could give the volume to it. */
  uid: number;
  /** The user that Elasticsearch runs as; default 1000. */
  elasticsearchUid?: number;
  /** What the owner file of the cluster's folder is to hold if there is none; left out, none is written. */
  owner?: string;
  /** Different in each round. */
  nonce: string;
  /** The pod template of Elasticsearch: the probe has to run where it runs. */
  template: PodTemplate;
  /** How many seconds a probe waits for the others; default 60. */
  patience?: number;
}

const mountPath = '/logkeep-backup';

/** What decides where a pod may run and how it may use a volume; the rest of the template is none of the probe's. */
const taken = [
  'nodeSelector',
  'tolerations',
  'imagePullSecrets',
  'serviceAccountName',
  'runtimeClassName',
  'priorityClassName',
  'schedulerName',
];

/** Pulling an image counts, too. */
const longestRun = 600;

/** The pod of a probe. Its findings are in the termination message of its one container. */
export function probePod(probe: Probe): Manifest {
  const { name, namespace, labels, template, claim } = probe;
  const spec = Object.fromEntries(Object.entries(template.spec).filter(([field]) => taken.includes(field)));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: {
      ...spec,
      affinity: { nodeAffinity: pinned(template, probe.node) },
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: 'Never',
      activeDeadlineSeconds: longestRun,
      terminationGracePeriodSeconds: 5,
      securityContext: podSecurity(template),
      containers: [container(probe)],
      volumes: [{ name: 'backup', persistentVolumeClaim: { claimName: claim } }],
    },
  };
}

function container({
  image,
  uid,
  elasticsearchUid = 1000,
  folder,
  nonce,
  node,
  peers,
  patience = 60,
  owner = '',
}: Probe): object {
  const values = [mountPath, folder, nonce, node, elasticsearchUid, patience, owner, ...peers].map(String);
  return {
    name: 'probe',
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['/bin/sh', '-c', probeScript, 'logkeep-probe', ...values],
    securityContext: {
      runAsUser: uid,
      runAsNonRoot: uid !== 0,
      allowPrivilegeEscalation: false,
      ...(uid === 0 ? {} : { capabilities: { drop: ['ALL'] } }),
    },
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '50m', memory: '64Mi' } },
    volumeMounts: [{ name: 'backup', mountPath }],
  };
}

/** Groups decide whether a file may be written, so the probe has those of Elasticsearch; the user is its own. */
function podSecurity({ spec }: PodTemplate): object {
  const context = Object.entries(spec['securityContext'] ?? {});
  return Object.fromEntries(context.filter(([field]) => field !== 'runAsUser' && field !== 'runAsNonRoot'));
}

interface NodeTerm {
  matchExpressions?: object[];
  matchFields?: object[];
}

/**
 * One node, as a rule for the scheduler instead of spec.nodeName: only a pod that was scheduled makes a class that waits
 * for its first consumer bind. Each of the template's own rules stays; they are alternatives.
 */
function pinned({ spec }: PodTemplate, node: string): object {
  const affinity = spec['affinity'] as
    { nodeAffinity?: Record<string, { nodeSelectorTerms?: NodeTerm[] }> } | undefined;
  const terms = affinity?.nodeAffinity?.['requiredDuringSchedulingIgnoredDuringExecution']?.nodeSelectorTerms ?? [{}];
  const only = { key: 'metadata.name', operator: 'In', values: [node] };
  return {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: terms.map((term) => ({ ...term, matchFields: [...(term.matchFields ?? []), only] })),
    },
  };
}
