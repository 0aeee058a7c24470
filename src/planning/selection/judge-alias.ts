import { firstNames } from '../listing';
import type { IndexFacts } from './facts';
import type { IndexFilter } from './index-filters';
import { fitting } from './verdict';
import type { Judge } from './verdict';

type AliasFilter = Extract<IndexFilter, { filtertype: 'alias' }>;

/**
 * Indices that have one of the aliases, as Elasticsearch's `GET <indices>/_alias/<aliases>` tells Curator. When one of the
 * aliases is on none of the indices, Elasticsearch answers 404 and none fits; here, unlike in Curator, this does not
 * undo an `exclude`, with which people protect indices.
 */
export const judgeAlias: Judge<AliasFilter, IndexFacts> = ({ aliases, exclude }, indices) => {
  const wanted = [aliases].flat().map((alias) => ({ alias, matches: matcher(alias) }));
  const missing = wanted
    .filter(({ alias, matches }) => !alias.includes('*') && !indices.some((index) => index.aliases.some(matches)))
    .map(({ alias }) => alias);
  return new Map(
    indices.map(({ name, aliases: own }) => {
      const found = own.filter((alias) => wanted.some(({ matches }) => matches(alias)));
      if (found.length === 0) return [name, fitting(false, `has no alias ${firstNames([aliases].flat())}`)];
      if (missing.length > 0 && !exclude)
        return [name, fitting(false, `does not count, because no index has the alias ${firstNames(missing)}`)];
      return [name, fitting(true, `has the alias ${firstNames(found)}`)];
    }),
  );
};

function matcher(wanted: string): (alias: string) => boolean {
  const [first = '', ...others] = wanted.split('*').map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${[first, ...others].join('.*')}$`, 's');
  return (alias) => expression.test(alias);
}
