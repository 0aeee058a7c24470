/** An object or a file of the cluster is not in a state that logkeep can edit; the message is the sentence for people. */
export class ManifestProblem extends Error {
  override readonly name = 'ManifestProblem';
}
