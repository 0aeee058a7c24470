/** What a mount that fails on a node means, by the words of the kubelet and of mount.nfs. */
const causes: [RegExp, string][] = [
  [
    /mount\.nfs\d?: (command )?not found|need a \/sbin\/mount\.|bad option; for several filesystems|executable file not found/i,
    'the node has no NFS client: install nfs-common (Debian, Ubuntu) or nfs-utils (CentOS, RHEL) there',
  ],
  [/access denied by server/i, "the NFS server's exports do not allow this node: add it there"],
  [
    /rpc\.?statd|rpcbind/i,
    'rpc.statd does not run on the node: start it there, or mount with the option nolock or nfsvers=4',
  ],
  [
    /no such file or directory|not exist/i,
    'the folder is not on the storage server: create it there, or provision the volume anew',
  ],
  [
    /no route to host|connection refused|network is unreachable|connection timed out|name or service not known|could not resolve/i,
    'the node does not reach the storage server: check its address, and the firewall between the two',
  ],
  [
    /multi-attach|already exclusively attached/i,
    'the volume can be attached to one node only: use a storage class that offers ReadWriteMany',
  ],
  [
    /stale (NFS )?file handle/i,
    'the export was replaced on the NFS server: mount it anew on this node, or restart the node',
  ],
  [
    /timed out waiting|timeout expired|deadline exceeded/i,
    'the mount does not end: check that the storage server is up and that the node reaches it',
  ],
];

/** The sentence for a volume that never gets mounted. @param message of the FailedMount or FailedAttachVolume event. */
export function mountFailure(node: string, message: string): string {
  const cause = causes.find(([words]) => words.test(message))?.[1];
  const said = lastWords(message);
  return `The backup volume cannot be mounted on node ${node}: ${cause === undefined ? said : `${cause} (${said})`}`;
}

/** The kubelet begins with what it wanted to do; what went wrong stands in the last line. */
function lastWords(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '').at(-1) ?? 'the event does not say why';
  return said.length > 300 ? `…${said.slice(-300)}` : said;
}
