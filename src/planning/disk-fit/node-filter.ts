import type { DataNode, NodeFilter } from './room';

/**
 * The setting that keeps shards away from a node; null where none does. As DiscoveryNodeFilters: what is required has to
 * match in every value, of what is included any one value of any attribute, of what is excluded none.
 */
export function filterAgainst({ filters, node }: { filters: readonly NodeFilter[]; node: DataNode }): string | null {
  const of = (kind: NodeFilter['kind']) => filters.filter((filter) => filter.kind === kind && filter.values.length > 0);
  const matches = (filter: NodeFilter, value: string) =>
    namesOf(node, filter.attribute).some((name) => wildcard(value).test(name));
  const missing = of('require').find((filter) => !filter.values.every((value) => matches(filter, value)));
  if (missing !== undefined) return settingOf(missing);
  const excluding = of('exclude').find((filter) => filter.values.some((value) => matches(filter, value)));
  if (excluding !== undefined) return settingOf(excluding);
  const including = of('include');
  const [first] = including;
  if (first === undefined) return null;
  return including.some((filter) => filter.values.some((value) => matches(filter, value))) ? null : settingOf(first);
}

function namesOf(node: DataNode, attribute: string): string[] {
  switch (attribute) {
    case '_name':
    case 'name':
      return [node.name];
    case '_id':
    case 'id':
      return [node.id];
    case '_ip':
    case '_host_ip':
    case '_publish_ip':
      return [node.ip];
    case '_host':
      return [node.host, node.ip];
    default: {
      const value = node.attributes[attribute];
      return value === undefined ? [] : [value];
    }
  }
}

function wildcard(value: string): RegExp {
  const literal = (part: string) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
  return new RegExp(`^${value.split('*').map(literal).join('.*')}$`, 's');
}

function settingOf({ kind, attribute, values }: NodeFilter): string {
  return `cluster.routing.allocation.${kind}.${attribute}: ${values.join(',')}`;
}
