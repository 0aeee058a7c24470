import type { z } from 'zod';
import type { PlanRestoreInput } from '../../activities/plan-restore';
import { askedDays } from '../../planning/restore/asked-days';
import type { restoreInput } from './types';

type Asked = z.output<typeof restoreInput.schema>;

/** What the plan has to know of what was asked for: names and texts only. */
export function wishOf({ cluster, days = [], from, to, into = {}, ...asked }: Asked): PlanRestoreInput {
  const { cluster: other, ...rename } = into;
  const { indices, snapshot, asOf, replicas, onConflict, confirm, force, dryRun } = asked;
  return {
    cluster,
    days: askedDays(days, from, to).map((day) => day.toString()),
    ...(indices === undefined ? {} : { indices }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(other === undefined || other === cluster ? {} : { into: other }),
    ...(Object.keys(rename).length === 0 ? {} : { rename: rename as NonNullable<PlanRestoreInput['rename']> }),
    ...(replicas === undefined ? {} : { replicas }),
    ...{ onConflict, force, dryRun },
    ...(confirm === undefined ? {} : { confirm }),
  };
}
