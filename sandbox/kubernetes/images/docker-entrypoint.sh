#!/bin/bash
# Like the genuine image's: started as root, Elasticsearch runs as uid 1000, and as the first process gets the signals.
export LD_PRELOAD=/usr/local/lib/open-files.so
if [[ "$(id -u)" == 0 ]]; then exec chroot --userspec=1000 / "$@"; fi
exec "$@"
