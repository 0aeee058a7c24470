/** What proves a repository: an index that is put into it and brought back under another name. */
export interface RepositoryProof {
  index: string;
  restoredIndex: string;
  snapshot: string;
  /** By their IDs. */
  documents: Record<string, ProofDocument>;
}

export interface ProofDocument {
  text: string;
  number: number;
}

/**
 * @param nonce lower-case letters, digits and dashes; the same for every attempt of one run, so that each of its steps
 * can be repeated and its remains be found.
 */
export function repositoryProof(nonce: string): RepositoryProof {
  if (!/^[a-z0-9-]+$/.test(nonce)) throw new Error(`"${nonce}" cannot be part of an index name`);
  const index = `logkeep-proof-${nonce}`;
  const texts = ['the first document', 'ein zweites mit Umlaut: ü', '第三个文档'];
  const documents = Object.fromEntries(
    texts.map((text, position) => [String(position + 1), { text: `${text} (${nonce})`, number: position + 1 }]),
  );
  return { index, restoredIndex: `restored-${index}`, snapshot: index, documents };
}

/** In what the restored documents are not the ones that went into the snapshot; null when they are the same. */
export function proofDifference(
  { documents, restoredIndex }: RepositoryProof,
  found: Record<string, unknown>,
): string | null {
  const wanted = Object.keys(documents).sort();
  const lost = wanted.filter((id) => !sameDocument(documents[id], found[id]));
  const strange = Object.keys(found).filter((id) => documents[id] === undefined);
  if (lost.length === 0 && strange.length === 0) return null;
  const amounts = `${wanted.length - lost.length} of ${wanted.length} documents came back as they were`;
  const more = strange.length === 0 ? '' : `, and ${strange.length} that nobody wrote`;
  return `The restored index ${restoredIndex} is not what was backed up (${amounts}${more}): look at the backup volume and at the log of Elasticsearch`;
}

function sameDocument(wanted: ProofDocument | undefined, found: unknown): boolean {
  if (wanted === undefined || typeof found !== 'object' || found === null) return false;
  const { text, number, ...more } = found as Record<string, unknown>;
  return text === wanted.text && number === wanted.number && Object.keys(more).length === 0;
}
