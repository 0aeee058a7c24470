import { patternExpression } from './filter-fields';
import type { IndexFilter } from './index-filters';
import { fitting, oneByOne } from './verdict';

type PatternFilter = Extract<IndexFilter, { filtertype: 'pattern' }>;

interface Named {
  name: string;
}

/** A filter that finds no fault with anything. */
export const judgeNone = oneByOne(() => (_: Named) => fitting(true, 'is chosen without a condition'));

export const judgePattern = oneByOne(({ kind, value }: PatternFilter) => {
  const expression = patternExpression(kind, value);
  return ({ name }: Named) => {
    const fits = expression.test(name);
    return fitting(fits, `${fits ? 'has' : 'does not have'} the ${words[kind]} ${value}`);
  };
});

const words = { prefix: 'prefix', suffix: 'suffix', timestring: 'date pattern', regex: 'pattern' } as const;

export const judgeKibana = oneByOne(() => ({ name }: Named) => {
  const fits = name.startsWith('.kibana');
  return fitting(fits, fits ? 'belongs to Kibana' : 'does not belong to Kibana');
});
