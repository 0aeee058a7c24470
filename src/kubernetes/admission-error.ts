import { AdmissionDenied } from './errors';
import type { AdmissionGate, ErrorFacts } from './errors';

/** How each gate refuses, in the server's words: webhooks and policies may choose any status. */
const gates: [RegExp, AdmissionGate, string][] = [
  [/admission webhook "[^"]+" denied/, 'webhook', 'make an exception in its rules'],
  [/ValidatingAdmissionPolicy '[^']+' with binding/, 'policy', 'make an exception in it'],
  [/is forbidden: (exceeded|failed) quota/, 'quota', 'raise the quota, or meet what it demands'],
  [/violates PodSecurity|(pod security policy|security context constraint)/i, 'pod security', 'let such pods run here'],
  [/is forbidden: (maximum|minimum) |limit to request ratio/, 'limit range', 'change the LimitRange'],
];

/** Null when the words are those of no gate. */
export function admissionError(facts: ErrorFacts, says: string): AdmissionDenied | null {
  const gate = gates.find(([pattern]) => pattern.test(says));
  return gate === undefined ? null : denied(facts, says, gate[1], gate[2]);
}

/** For a 403 that speaks of no missing right: admission plugins that a cluster has of its own. */
export function unknownAdmissionError(facts: ErrorFacts, says: string): AdmissionDenied {
  return denied(facts, says, 'unknown', 'change the rule, or what it forbids');
}

function denied(facts: ErrorFacts, says: string, gate: AdmissionGate, remedy: string): AdmissionDenied {
  const rule = gate === 'unknown' ? 'a rule of the cluster' : `a rule of the cluster (${gate})`;
  return new AdmissionDenied(`The right is there, but ${rule} does not allow it: ${says}; ${remedy}`, facts, gate);
}
