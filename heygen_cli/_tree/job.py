"""``heygen job``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Look after videos that workers make.',
 'commands': {'list': {'help': 'List jobs, newest first.',
                       'options': {'--limit': ('Videos on a page, 1 to 100', 'text'),
                                   '--token': ('Continue after a page: its next_token', 'text'),
                                   '--status': ('Only these: queued, running, done, failed, canceled', 'text'),
                                   '--batch': ('Only those of one batch', 'text')},
                       'args': []},
              'get': {'help': 'Show one job: how far it is, and what went wrong.', 'options': {}, 'args': ['text']},
              'watch': {'help': 'Follow a job until it ends; the exit code is 1 when it failed.',
                        'options': {},
                        'args': ['text']},
              'cancel': {'help': 'Stop a job, waiting or running.', 'options': {}, 'args': ['text']},
              'retry': {'help': 'Have a job that failed or was canceled done again; what was...',
                        'options': {},
                        'args': ['text']},
              'logs': {'help': 'Show what happened to a job, in order; for programs one JSON...',
                       'options': {},
                       'args': ['text']},
              'prune': {'help': 'Forget jobs that ended long ago; their videos stay.',
                        'options': {'--days': ('How long ago they must have ended', 'text')},
                        'args': []}}}
