"""``heygen worker``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Make the videos that wait in the queue, until interrupted.',
 'options': {'--concurrency': ('Workers; 0 chooses', 'text'),
             '-c': ('Workers; 0 chooses', 'text'),
             '--until-idle': ('End when nothing waits or runs any more', None)},
 'args': []}
