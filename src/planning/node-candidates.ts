import type { Manifest, PodSpec } from './manifest';

interface Taint {
  key: string;
  value?: string;
  effect: string;
}

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

interface Requirement {
  key: string;
  operator: string;
  values?: string[];
}

interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: Term[] };
  };
}

interface Term {
  matchExpressions?: Requirement[];
  matchFields?: Requirement[];
}

/** What the scheduler takes a cordoned node for. */
const cordoned: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** The names of the nodes that could take a pod of this kind: by their taints and labels, not by what is free on them. */
export function candidateNodes(nodes: readonly Manifest[], template: PodSpec): string[] {
  return nodes.filter((node) => couldTake(node, template)).map(({ metadata }) => metadata.name);
}

function couldTake(node: Manifest, template: PodSpec): boolean {
  const { taints = [], unschedulable = false } = (node['spec'] ?? {}) as { taints?: Taint[]; unschedulable?: boolean };
  const tolerations = (template['tolerations'] ?? []) as Toleration[];
  const labels = node.metadata.labels ?? {};
  const all = unschedulable ? [...taints, cordoned] : taints;
  const repels = all.filter(({ effect }) => effect !== 'PreferNoSchedule');
  return (
    repels.every((taint) => tolerations.some((toleration) => tolerates(toleration, taint))) &&
    Object.entries(template.nodeSelector ?? {}).every(([key, value]) => labels[key] === value) &&
    matchesAffinity(node, template['affinity'] as Affinity | undefined)
  );
}

/** As the scheduler does: what a toleration does not name, it tolerates whatever it is. */
function tolerates({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  if (key === undefined || key === '') return operator === 'Exists';
  return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
}

/** The terms are alternatives, what is in one of them has to hold together; an empty one holds for no node. */
function matchesAffinity({ metadata }: Manifest, affinity: Affinity | undefined): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (terms === undefined) return true;
  const { name, labels = {} } = metadata;
  return terms.some(
    ({ matchExpressions = [], matchFields = [] }) =>
      matchExpressions.length + matchFields.length > 0 &&
      matchExpressions.every((one) => matches(labels[one.key], one)) &&
      // The one field that a node can be chosen by is metadata.name.
      matchFields.every((one) => matches(name, one)),
  );
}

function matches(label: string | undefined, { operator, values = [] }: Requirement): boolean {
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    case 'Gt':
      return Number(label) > Number(values[0]);
    case 'Lt':
      return Number(label) < Number(values[0]);
    default:
      return true;
  }
}
