"""``heygen asset``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "HeyGen's cloud: files that were uploaded.",
 'commands': {'create': {'help': 'Upload a file of up to 32 MB.',
                         'options': {'--file': ('The file; must be given', 'text'),
                                     '--headers': ('Send a header too', 'text'),
                                     '--response-schema': ('Print the JSON Schema of the answer', None)},
                         'args': []},
              'delete': {'help': 'Delete an asset.',
                         'options': {'--headers': ('Send a header too', 'text'),
                                     '--response-schema': ('Print the JSON Schema of the answer', None),
                                     '--force': ('Do not ask', None),
                                     '-f': ('Do not ask', None),
                                     '--yes': ('Do not ask', None),
                                     '-y': ('Do not ask', None)},
                         'args': ['text']},
              'get': {'help': 'Show an asset.',
                      'options': {'--headers': ('Send a header too', 'text'),
                                  '--response-schema': ('Print the JSON Schema of the answer', None)},
                      'args': ['text']},
              'list': {'help': 'List assets.',
                       'options': {'--username': ('Whose assets; must be given', 'text'),
                                   '--limit': ('Items on a page; by default 20', 'text'),
                                   '--token': ('Continue after a page: its next_token', 'text'),
                                   '--folder-id': ("Folder in HeyGen's library", 'text'),
                                   '--headers': ('Send a header too', 'text'),
                                   '--response-schema': ('Print the JSON Schema of the answer', None),
                                   '--all': ('Go through all pages', None)},
                       'args': []},
              'search': {'help': 'Find images and icons.',
                         'options': {'--query': ('What to look for; must be given', 'text'),
                                     '--limit': ('Items on a page; by default 20', 'text'),
                                     '--token': ('Continue after a page: its next_token', 'text'),
                                     '--type': ('Only of this kind: image, icon; must be given', 'text'),
                                     '--scope': ('Where to look: public, personal; by default public', 'text'),
                                     '--headers': ('Send a header too', 'text'),
                                     '--response-schema': ('Print the JSON Schema of the answer', None),
                                     '--all': ('Go through all pages', None)},
                         'args': []},
              'batches': {'help': "HeyGen's cloud: batches.",
                          'commands': {'get': {'help': 'Show a batch of uploads.',
                                               'options': {'--limit': ('Items on a page; by default 100', 'text'),
                                                           '--token': ('Continue after a page: its next_token',
                                                                       'text'),
                                                           '--headers': ('Send a header too', 'text'),
                                                           '--response-schema': ('Print the JSON Schema of the '
                                                                                 'answer',
                                                                                 None),
                                                           '--all': ('Go through all pages', None)},
                                               'args': ['text']}}},
              'complete': {'help': "HeyGen's cloud: complete.",
                           'commands': {'create': {'help': 'Say that a direct upload is there.',
                                                   'options': {'--checksum-sha-256': ('SHA-256 of the file', 'text'),
                                                               '--headers': ('Send a header too', 'text'),
                                                               '--response-schema': ('Print the JSON Schema of the '
                                                                                     'answer',
                                                                                     None),
                                                               '--data': ('The body; flags win', 'text'),
                                                               '-d': ('The body; flags win', 'text'),
                                                               '--request-schema': ('Print the JSON Schema of the '
                                                                                    'body',
                                                                                    None)},
                                                   'args': ['text']},
                                        'batches': {'help': "HeyGen's cloud: complete batches.",
                                                    'commands': {'create': {'help': 'Say that a batch of direct '
                                                                                    'uploads is there.',
                                                                            'options': {'--batch-id': ('Id of the '
                                                                                                       'batch; must '
                                                                                                       'be given',
                                                                                                       'text'),
                                                                                        '--headers': ('Send a header '
                                                                                                      'too',
                                                                                                      'text'),
                                                                                        '--response-schema': ('Print '
                                                                                                              'the '
                                                                                                              'JSON '
                                                                                                              'Schema '
                                                                                                              'of '
                                                                                                              'the '
                                                                                                              'answer',
                                                                                                              None),
                                                                                        '--data': ('The body; flags '
                                                                                                   'win',
                                                                                                   'text'),
                                                                                        '-d': ('The body; flags win',
                                                                                               'text'),
                                                                                        '--request-schema': ('Print '
                                                                                                             'the '
                                                                                                             'JSON '
                                                                                                             'Schema '
                                                                                                             'of the '
                                                                                                             'body',
                                                                                                             None)},
                                                                            'args': []}}}}},
              'direct-uploads': {'help': "HeyGen's cloud: direct-uploads.",
                                 'commands': {'create': {'help': 'Get a place for a large file.',
                                                         'options': {'--checksum-sha-256': ('SHA-256 of the file',
                                                                                            'text'),
                                                                     '--content-type': ('Kind of the file, such as '
                                                                                        'video/mp4; must be given',
                                                                                        'text'),
                                                                     '--filename': ('Name of the file; must be given',
                                                                                    'text'),
                                                                     '--size-bytes': ('Size of the file; must be '
                                                                                      'given',
                                                                                      'text'),
                                                                     '--headers': ('Send a header too', 'text'),
                                                                     '--response-schema': ('Print the JSON Schema of '
                                                                                           'the answer',
                                                                                           None),
                                                                     '--data': ('The body; flags win', 'text'),
                                                                     '-d': ('The body; flags win', 'text'),
                                                                     '--request-schema': ('Print the JSON Schema of '
                                                                                          'the body',
                                                                                          None)},
                                                         'args': []},
                                              'batches': {'help': "HeyGen's cloud: direct-uploads batches.",
                                                          'commands': {'create': {'help': 'Get places for many large '
                                                                                          'files.',
                                                                                  'options': {'--callback-url': ('Address '
                                                                                                                 'that '
                                                                                                                 'is '
                                                                                                                 'told '
                                                                                                                 'when '
                                                                                                                 'it '
                                                                                                                 'is '
                                                                                                                 'done',
                                                                                                                 'text'),
                                                                                              '--title': ('Title',
                                                                                                          'text'),
                                                                                              '--headers': ('Send a '
                                                                                                            'header '
                                                                                                            'too',
                                                                                                            'text'),
                                                                                              '--response-schema': ('Print '
                                                                                                                    'the '
                                                                                                                    'JSON '
                                                                                                                    'Schema '
                                                                                                                    'of '
                                                                                                                    'the '
                                                                                                                    'answer',
                                                                                                                    None),
                                                                                              '--data': ('The body; '
                                                                                                         'flags win',
                                                                                                         'text'),
                                                                                              '-d': ('The body; '
                                                                                                     'flags win',
                                                                                                     'text'),
                                                                                              '--request-schema': ('Print '
                                                                                                                   'the '
                                                                                                                   'JSON '
                                                                                                                   'Schema '
                                                                                                                   'of '
                                                                                                                   'the '
                                                                                                                   'body',
                                                                                                                   None)},
                                                                                  'args': []}}}}},
              'statuses': {'help': "HeyGen's cloud: statuses.",
                           'commands': {'list': {'help': 'Show how far several assets are.',
                                                 'options': {'--asset-ids': ('Ids of assets, with commas', 'text'),
                                                             '--batch-ids': ('Ids of batches, with commas', 'text'),
                                                             '--headers': ('Send a header too', 'text'),
                                                             '--response-schema': ('Print the JSON Schema of the '
                                                                                   'answer',
                                                                                   None)},
                                                 'args': []}}}}}
