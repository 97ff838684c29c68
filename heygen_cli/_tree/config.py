"""``heygen config``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Read and change settings.',
 'commands': {'list': {'help': 'List every setting with its value and where that comes from.',
                       'options': {},
                       'args': []},
              'get': {'help': 'Show one setting.', 'options': {}, 'args': ['setting']},
              'set': {'help': 'Change one setting; comments and everything else in the file stay...',
                      'options': {'--project': ('Write ./heygen.toml instead of your own file', None)},
                      'args': ['setting', 'text']},
              'path': {'help': 'Show the files and folders in use.', 'options': {}, 'args': []}}}
