/** A node as it describes itself to its cluster. */
export interface ClusterNode {
  id: string;
  /** On Kubernetes the pod's name. */
  name: string;
  host: string;
  ip: string;
  version: string;
  isMasterEligible: boolean;
  isData: boolean;
  /** The master of the moment. */
  isElected: boolean;
  /** The folders under which repositories of type fs may lie. */
  pathRepo: string[];
  /** What was installed. */
  plugins: string[];
  /** What came with the distribution. */
  modules: string[];
}
