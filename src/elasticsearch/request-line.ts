// Elasticsearch reads at most 4 kB of request line (http.max_initial_line_length); the path around the names and the
// query need room too.
const longestList = 3_000;

/**
 * Splits names into lists that fit into a path, encoded and joined by commas: 140 of KubeSphere's index names are too
 * many for one request.
 */
export function nameLists(names: readonly string[]): string[] {
  const lists: string[] = [];
  let open = '';
  for (const name of names.map((raw) => encodeURIComponent(raw))) {
    if (open !== '' && open.length + 1 + name.length > longestList) {
      lists.push(open);
      open = '';
    }
    open = open === '' ? name : `${open},${name}`;
  }
  return open === '' ? lists : [...lists, open];
}
