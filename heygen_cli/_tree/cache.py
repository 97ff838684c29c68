"""``heygen cache``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'See and tidy what was rendered before.',
 'commands': {'info': {'help': 'Show how much was kept of what was rendered, and where.', 'options': {}, 'args': []},
              'prune': {'help': 'Delete parts that were not used for long; without options, for 30...',
                        'options': {'--days': ('Delete what was not used for so many days', 'text'),
                                    '--max-size': ('Delete the least used beyond it: 5GB', 'text')},
                        'args': []},
              'verify': {'help': 'Read every part, and delete those that were damaged: they are...',
                         'options': {'--keep': ('Only tell; delete nothing', None)},
                         'args': []}}}
