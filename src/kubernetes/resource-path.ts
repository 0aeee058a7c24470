/** Where a resource lives: `v1` and `pods`, or `apps/v1` and `statefulsets`. */
export interface Resource {
  apiVersion: string;
  plural: string;
}

/** The address of a collection, an object or a subresource; without a namespace, of a cluster-wide one. */
export function resourcePath(
  { apiVersion, plural }: Resource,
  namespace: string | null,
  name?: string,
  subresource?: string,
): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const parts = [...(namespace === null ? [] : ['namespaces', namespace]), plural, name, subresource];
  const tail = parts.filter((part) => part !== undefined).map((part) => encodeURIComponent(part));
  return [group, ...tail].join('/');
}
