"""``heygen brand``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "HeyGen's cloud: brand kits and glossaries.",
 'commands': {'glossaries': {'help': "HeyGen's cloud: glossaries.",
                             'commands': {'list': {'help': 'List glossaries.',
                                                   'options': {'--limit': ('Items on a page; by default 10', 'text'),
                                                               '--token': ('Continue after a page: its next_token',
                                                                           'text'),
                                                               '--headers': ('Send a header too', 'text'),
                                                               '--response-schema': ('Print the JSON Schema of the '
                                                                                     'answer',
                                                                                     None),
                                                               '--all': ('Go through all pages', None)},
                                                   'args': []}}},
              'kits': {'help': "HeyGen's cloud: kits.",
                       'commands': {'list': {'help': 'List brand kits.',
                                             'options': {'--limit': ('Items on a page; by default 20', 'text'),
                                                         '--token': ('Continue after a page: its next_token', 'text'),
                                                         '--headers': ('Send a header too', 'text'),
                                                         '--response-schema': ('Print the JSON Schema of the answer',
                                                                               None),
                                                         '--all': ('Go through all pages', None)},
                                             'args': []}}}}}
