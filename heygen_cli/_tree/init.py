"""``heygen init``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Write a storyboard to begin with; its comments say what can be...',
 'options': {'--template': ('basic | launch | short | report | notes | batch',
                            ['basic', 'launch', 'short', 'report', 'notes', 'batch']),
             '-t': ('basic | launch | short | report | notes | batch',
                    ['basic', 'launch', 'short', 'report', 'notes', 'batch']),
             '--list': ('Show the templates', None)},
 'args': ['text']}
