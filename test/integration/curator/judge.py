"""
Answers one JSON object per line with what Curator 5.8.4 chooses: its own schema, lists and filters on the real server.
Started with the address of the server and the name of the repository.
"""
import json
import logging
import re
import sys
import time
import types

import elasticsearch
from curator import IndexList, SnapshotList, exceptions, utils

logging.disable(logging.CRITICAL)
client = elasticsearch.Elasticsearch([sys.argv[1]])
repository = sys.argv[2]


def choose(case):
    snapshots = case['of'] == 'snapshots'
    action = {
        'action': 'delete_snapshots' if snapshots else 'delete_indices',
        'options': {'repository': repository} if snapshots else {},
        'filters': case['filters'],
    }
    # Where a filter has no epoch of its own, Curator asks the clock.
    utils.time = types.SimpleNamespace(time=lambda: case['now'], sleep=time.sleep)
    checked = utils.validate_actions({'actions': {1: action}})['actions'][1]
    items = SnapshotList(client, repository=repository) if snapshots else IndexList(client)
    try:
        items.iterate_filters(checked)
    except (exceptions.NoIndices, exceptions.NoSnapshots):
        return []
    return sorted(items.snapshots if snapshots else items.indices)


def answer(case):
    if case['of'] == 'facts':
        items = IndexList(client)
        items._get_segment_counts()
        return items.index_info
    if case['of'] == 'action file':
        return utils.get_yaml(case['file'])
    if case['of'] == 'expressions':
        return [[re.search(pattern, name) is not None for name in case['names']] for pattern in case['patterns']]
    return choose(case)


for line in sys.stdin:
    try:
        result = {'chosen': answer(json.loads(line))}
    except (Exception, SystemExit) as error:
        result = {'error': '{0}: {1}'.format(type(error).__name__, error)}
    print(json.dumps(result, default=str), flush=True)
