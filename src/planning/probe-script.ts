import { ownerFile } from './repository-owner';

/**
 * What a probe pod runs: POSIX sh with nothing but coreutils, as the image of Elasticsearch has them. Its arguments are
 * the mount, the cluster's folder in it, a nonce, its node, the user that Elasticsearch runs as, how many seconds to wait
 * for others, what the owner file is to hold (empty: none is written), and the nodes of the other probes.
 *
 * Each pod writes a file and waits for those of the others, so that all see what each has written. Whoever has seen all
 * says so in a second file and leaves when everybody has: else the first one would take its file away under a slower one.
 * The owner file is written last, into a volume that is proven, and never over another one.
 */
export const probeScript = `mount=$1 folder=$2 nonce=$3 node=$4 user=$5 patience=$6 owner=$7
shift 7
owner_file=$mount/$folder/${ownerFile}
export LC_ALL=C
place=$mount/$folder
# Where there is a folder already, only that one need be writable.
[ -d "$place" ] || place=$mount
dir=$place/.logkeep-probe-$nonce
missing=

cleanup() { rm -f "$dir/part-$node" "$dir/node-$node" "$dir/seen-$node"; rmdir "$dir"; } 2> /dev/null
trap cleanup EXIT
trap 'exit 143' INT TERM

report() {
  {
    echo "outcome=$1"
    echo "detail=$(echo "$2" | head -n 1 | cut -c 1-300)"
    echo "missing=$missing"
    if [ -r "$owner_file" ]; then
      echo owner:
      head -c 1000 "$owner_file"
    fi
  } | tee /dev/termination-log
  exit 0
}

fault() {
  case $1 in
    *'Read-only file system'*) report read-only "$1" ;;
    *'Permission denied'* | *'Operation not permitted'*) report denied "$1" ;;
    *'No space left'* | *[Qq]uota*) report full "$1" ;;
    *) report failed "$1" ;;
  esac
}

own_folder() {
  mkdir -p "$mount/$folder" || return
  if [ ! -e "$owner_file" ]; then (set -C && printf %s "$owner" > "$owner_file") || [ -e "$owner_file" ] || return; fi
  if [ "$(id -u)" = 0 ]; then chown "$user" "$mount/$folder" "$owner_file"; fi
}

error=$(mkdir -p "$dir" 2>&1) || fault "$error"
error=$({ echo "$nonce" > "$dir/part-$node" && mv "$dir/part-$node" "$dir/node-$node"; } 2>&1) || fault "$error"
if [ "$(id -u)" = 0 ]; then
  error=$(chown "$user" "$dir/node-$node" 2>&1) || fault "$error"
fi

waited=0
while :; do
  # Reading the folder anew lets an NFS client notice files that it has just not found.
  ls "$dir" > /dev/null 2>&1
  missing=
  for peer do
    [ "$(cat "$dir/node-$peer" 2> /dev/null)" = "$nonce" ] || missing="$missing $peer"
  done
  [ -n "$missing" ] || break
  [ "$waited" -lt "$patience" ] || report not-shared ''
  waited=$((waited + 1))
  sleep 1
done

if [ -n "$owner" ]; then
  error=$(own_folder 2>&1) || fault "$error"
fi
echo > "$dir/seen-$node"
waited=0
while [ -d "$dir" ] && [ "$waited" -lt "$patience" ]; do
  ls "$dir" > /dev/null 2>&1
  unaware=
  for peer do
    [ -e "$dir/seen-$peer" ] || unaware=$peer
  done
  [ -n "$unaware" ] || rm -rf "$dir"
  waited=$((waited + 1))
  [ -z "$unaware" ] || sleep 1
done
report fine ''
`;
