import { suspended } from '../../planning/curator-suspension';
import { claimManifest } from '../../planning/claim';
import { manifestDiff } from '../../planning/manifest-diff';
import { addPathRepo } from '../../planning/path-repo';
import { additionsFor } from '../../planning/setup-additions';
import type { SetupFacts } from '../../planning/setup-facts';
import { planSetup as decide } from '../../planning/setup-plan';
import type { SetupPlan } from '../../planning/setup-plan';
import type { SetupWish } from '../../planning/setup-wish';
import { withAdditions } from '../../planning/template-additions';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { gatherFacts } from './gather-facts';

export interface PlanSetupInput {
  cluster: string;
  wish: SetupWish;
  /** Whether to show how every manifest would change. */
  withDiff: boolean;
}

/** Looks at everything and decides what a setup has to do. Changes nothing. */
export async function planSetup(
  dependencies: Dependencies,
  { cluster: name, wish, withDiff }: PlanSetupInput,
): Promise<SetupPlan & { diff: string }> {
  const facts = await gatherFacts(withinActivity(clusterNamed(name, dependencies)), wish.mode);
  const plan = decide(facts, wish);
  return { ...plan, diff: withDiff ? diffOf(facts, plan) : '' };
}

/** The diffs of all manifests. The volume probe has not run, so that a chown is not in them. */
function diffOf(facts: SetupFacts, plan: SetupPlan): string {
  return [...setupDiffs(facts, plan), ...curatorDiffs(facts, plan)].join('\n');
}

function curatorDiffs({ curator }: SetupFacts, { steps }: SetupPlan): string[] {
  return (curator?.jobs ?? [])
    .filter(({ cronJob }) => steps.suspendCurators.includes(cronJob.metadata.name))
    .map(({ cronJob }) => manifestDiff(cronJob, suspended(cronJob)));
}

function setupDiffs({ cluster, repository, kubernetes }: SetupFacts, { steps }: SetupPlan): string[] {
  if (kubernetes === undefined) return [];
  const { settings, configMap, statefulSets } = kubernetes;
  const { key } = settings.configMap;
  const target = { cluster, kubernetes: settings, repository };
  const claim = steps.createClaim
    ? [manifestDiff(null, claimManifest(settings.claim, settings.namespace, cluster))]
    : [];
  const text = configMap?.data?.[key];
  const config =
    configMap === null || text === undefined || !steps.editPathRepo || kubernetes.configProblem !== null
      ? []
      : [
          manifestDiff(configMap, {
            ...configMap,
            data: { ...configMap.data, [key]: addPathRepo(text, repository.mountPath) },
          }),
        ];
  const templates = statefulSets.flatMap(({ statefulSet, name }) =>
    statefulSet === null || !steps.changeTemplates.includes(name)
      ? []
      : [manifestDiff(statefulSet, withAdditions(statefulSet, additionsFor(statefulSet, target, false)))],
  );
  return [...claim, ...config, ...templates];
}
