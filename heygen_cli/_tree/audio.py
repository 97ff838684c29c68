"""``heygen audio``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "HeyGen's cloud: music and sound effects.",
 'commands': {'sounds': {'help': "HeyGen's cloud: sounds.",
                         'commands': {'list': {'help': 'Find music and sound effects.',
                                               'options': {'--query': ('What to look for; must be given', 'text'),
                                                           '--type': ('Only of this kind: music, sound_effects; by '
                                                                      'default music',
                                                                      'text'),
                                                           '--limit': ('Items on a page; by default 10', 'text'),
                                                           '--min-score': ('How well it must fit, from 0 to 1; by '
                                                                           'default 0.7',
                                                                           'text'),
                                                           '--token': ('Continue after a page: its next_token',
                                                                       'text'),
                                                           '--headers': ('Send a header too', 'text'),
                                                           '--response-schema': ('Print the JSON Schema of the '
                                                                                 'answer',
                                                                                 None),
                                                           '--all': ('Go through all pages', None)},
                                               'args': []}}}}}
