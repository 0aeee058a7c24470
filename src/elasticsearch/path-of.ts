/** A path from literal segments and names; names are percent-encoded. */
export function pathOf(strings: TemplateStringsArray, ...names: string[]): string {
  return strings.reduce(
    (path, text, position) => path + text + (position < names.length ? encodeURIComponent(names[position] ?? '') : ''),
    '',
  );
}
