"""``heygen video-translate``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "HeyGen's cloud: videos in other languages.",
 'commands': {'create': {'help': 'Translate a video.',
                         'options': {'--brand-glossary-id': ('Glossary for names and terms', 'text'),
                                     '--brand-voice-id': ('Brand voice to write in', 'text'),
                                     '--callback-id': ('Word that comes back with the callback', 'text'),
                                     '--callback-url': ('Address that is told when it is done', 'text'),
                                     '--disable-music-track': ('Leave the music out; by default false', None),
                                     '--no-disable-music-track': ('Leave the music out; by default false', None),
                                     '--enable-caption': ('Captions in the picture; by default false', None),
                                     '--no-enable-caption': ('Captions in the picture; by default false', None),
                                     '--enable-dynamic-duration': ('Let the length follow the speech; by default '
                                                                   'true',
                                                                   None),
                                     '--no-enable-dynamic-duration': ('Let the length follow the speech; by default '
                                                                      'true',
                                                                      None),
                                     '--enable-speech-enhancement': ('Clean the speech; by default false', None),
                                     '--no-enable-speech-enhancement': ('Clean the speech; by default false', None),
                                     '--enable-watermark': ("Show HeyGen's watermark; by default false", None),
                                     '--no-enable-watermark': ("Show HeyGen's watermark; by default false", None),
                                     '--end-time': ('Where to end, in seconds', 'text'),
                                     '--folder-id': ("Folder in HeyGen's library", 'text'),
                                     '--fps-mode': ('What becomes of the pictures a second: vfr, cfr, passthrough',
                                                    'text'),
                                     '--input-language': ('Language of what is there', 'text'),
                                     '--keep-the-same-format': ('Keep the format of what is there', None),
                                     '--no-keep-the-same-format': ('Keep the format of what is there', None),
                                     '--mode': ('How to go about it: speed, precision; by default speed', 'text'),
                                     '--output-languages': ('Languages to make, with commas; must be given', 'text'),
                                     '--speaker-num': ('How many people speak', 'text'),
                                     '--srt-role': ('What the subtitles are of: input, output', 'text'),
                                     '--start-time': ('Where to begin, in seconds', 'text'),
                                     '--title': ('Title', 'text'),
                                     '--translate-audio-only': ('Leave the lips as they are; by default false', None),
                                     '--no-translate-audio-only': ('Leave the lips as they are; by default false',
                                                                   None),
                                     '--headers': ('Send a header too', 'text'),
                                     '--response-schema': ('Print the JSON Schema of the answer', None),
                                     '--data': ('The body; flags win', 'text'),
                                     '-d': ('The body; flags win', 'text'),
                                     '--request-schema': ('Print the JSON Schema of the body', None),
                                     '--wait': ('Wait until it is made', None),
                                     '--timeout': ('How long to wait: 90s, 20m, 1h30m', 'text')},
                         'args': []},
              'delete': {'help': 'Delete a translation.',
                         'options': {'--headers': ('Send a header too', 'text'),
                                     '--response-schema': ('Print the JSON Schema of the answer', None),
                                     '--force': ('Do not ask', None),
                                     '-f': ('Do not ask', None),
                                     '--yes': ('Do not ask', None),
                                     '-y': ('Do not ask', None)},
                         'args': ['text']},
              'get': {'help': 'Show a translation.',
                      'options': {'--headers': ('Send a header too', 'text'),
                                  '--response-schema': ('Print the JSON Schema of the answer', None)},
                      'args': ['text']},
              'list': {'help': 'List translations.',
                       'options': {'--limit': ('Items on a page; by default 10', 'text'),
                                   '--token': ('Continue after a page: its next_token', 'text'),
                                   '--headers': ('Send a header too', 'text'),
                                   '--response-schema': ('Print the JSON Schema of the answer', None),
                                   '--all': ('Go through all pages', None)},
                       'args': []},
              'update': {'help': 'Rename a translation.',
                         'options': {'--title': ('Title; must be given', 'text'),
                                     '--headers': ('Send a header too', 'text'),
                                     '--response-schema': ('Print the JSON Schema of the answer', None),
                                     '--data': ('The body; flags win', 'text'),
                                     '-d': ('The body; flags win', 'text'),
                                     '--request-schema': ('Print the JSON Schema of the body', None)},
                         'args': ['text']},
              'batches': {'help': "HeyGen's cloud: batches.",
                          'commands': {'create': {'help': 'Put many translations into one batch.',
                                                  'options': {'--callback-url': ('Address that is told when it is '
                                                                                 'done',
                                                                                 'text'),
                                                              '--title': ('Title', 'text'),
                                                              '--headers': ('Send a header too', 'text'),
                                                              '--response-schema': ('Print the JSON Schema of the '
                                                                                    'answer',
                                                                                    None),
                                                              '--data': ('The body; flags win', 'text'),
                                                              '-d': ('The body; flags win', 'text'),
                                                              '--request-schema': ('Print the JSON Schema of the '
                                                                                   'body',
                                                                                   None)},
                                                  'args': []},
                                       'get': {'help': 'Show a batch of translations.',
                                               'options': {'--limit': ('Items on a page; by default 100', 'text'),
                                                           '--token': ('Continue after a page: its next_token',
                                                                       'text'),
                                                           '--headers': ('Send a header too', 'text'),
                                                           '--response-schema': ('Print the JSON Schema of the '
                                                                                 'answer',
                                                                                 None),
                                                           '--all': ('Go through all pages', None)},
                                               'args': ['text']}}},
              'languages': {'help': "HeyGen's cloud: languages.",
                            'commands': {'list': {'help': 'List the languages.',
                                                  'options': {'--headers': ('Send a header too', 'text'),
                                                              '--response-schema': ('Print the JSON Schema of the '
                                                                                    'answer',
                                                                                    None)},
                                                  'args': []}}},
              'proofreads': {'help': "HeyGen's cloud: proofreads.",
                             'commands': {'create': {'help': 'Get a translation to proofread.',
                                                     'options': {'--brand-glossary-id': ('Glossary for names and '
                                                                                         'terms',
                                                                                         'text'),
                                                                 '--brand-voice-id': ('Brand voice to write in',
                                                                                      'text'),
                                                                 '--disable-music-track': ('Leave the music out; by '
                                                                                           'default false',
                                                                                           None),
                                                                 '--no-disable-music-track': ('Leave the music out; '
                                                                                              'by default false',
                                                                                              None),
                                                                 '--enable-speech-enhancement': ('Clean the speech; '
                                                                                                 'by default false',
                                                                                                 None),
                                                                 '--no-enable-speech-enhancement': ('Clean the '
                                                                                                    'speech; by '
                                                                                                    'default false',
                                                                                                    None),
                                                                 '--enable-video-stretching': ('Slow the picture '
                                                                                               'down to fit the '
                                                                                               'speech; by default '
                                                                                               'false',
                                                                                               None),
                                                                 '--no-enable-video-stretching': ('Slow the picture '
                                                                                                  'down to fit the '
                                                                                                  'speech; by '
                                                                                                  'default false',
                                                                                                  None),
                                                                 '--folder-id': ("Folder in HeyGen's library",
                                                                                 'text'),
                                                                 '--keep-the-same-format': ('Keep the format of what '
                                                                                            'is there; by default '
                                                                                            'false',
                                                                                            None),
                                                                 '--no-keep-the-same-format': ('Keep the format of '
                                                                                               'what is there; by '
                                                                                               'default false',
                                                                                               None),
                                                                 '--mode': ('How to go about it: speed, precision; '
                                                                            'by default speed',
                                                                            'text'),
                                                                 '--output-languages': ('Languages to make, with '
                                                                                        'commas; must be given',
                                                                                        'text'),
                                                                 '--speaker-num': ('How many people speak', 'text'),
                                                                 '--title': ('Title; must be given', 'text'),
                                                                 '--headers': ('Send a header too', 'text'),
                                                                 '--response-schema': ('Print the JSON Schema of the '
                                                                                       'answer',
                                                                                       None),
                                                                 '--data': ('The body; flags win', 'text'),
                                                                 '-d': ('The body; flags win', 'text'),
                                                                 '--request-schema': ('Print the JSON Schema of the '
                                                                                      'body',
                                                                                      None)},
                                                     'args': []},
                                          'generate': {'help': 'Make the video of a proofread translation.',
                                                       'options': {'--callback-id': ('Word that comes back with the '
                                                                                     'callback',
                                                                                     'text'),
                                                                   '--callback-url': ('Address that is told when it '
                                                                                      'is done',
                                                                                      'text'),
                                                                   '--captions': ('Captions in the picture; by '
                                                                                  'default false',
                                                                                  None),
                                                                   '--no-captions': ('Captions in the picture; by '
                                                                                     'default false',
                                                                                     None),
                                                                   '--translate-audio-only': ('Leave the lips as '
                                                                                              'they are; by default '
                                                                                              'false',
                                                                                              None),
                                                                   '--no-translate-audio-only': ('Leave the lips as '
                                                                                                 'they are; by '
                                                                                                 'default false',
                                                                                                 None),
                                                                   '--headers': ('Send a header too', 'text'),
                                                                   '--response-schema': ('Print the JSON Schema of '
                                                                                         'the answer',
                                                                                         None),
                                                                   '--data': ('The body; flags win', 'text'),
                                                                   '-d': ('The body; flags win', 'text'),
                                                                   '--request-schema': ('Print the JSON Schema of '
                                                                                        'the body',
                                                                                        None)},
                                                       'args': ['text']},
                                          'get': {'help': 'Show a proofread.',
                                                  'options': {'--headers': ('Send a header too', 'text'),
                                                              '--response-schema': ('Print the JSON Schema of the '
                                                                                    'answer',
                                                                                    None)},
                                                  'args': ['text']},
                                          'srt': {'help': "HeyGen's cloud: proofreads srt.",
                                                  'commands': {'get': {'help': 'Get the subtitles of a proofread.',
                                                                       'options': {'--headers': ('Send a header too',
                                                                                                 'text'),
                                                                                   '--response-schema': ('Print the '
                                                                                                         'JSON '
                                                                                                         'Schema of '
                                                                                                         'the answer',
                                                                                                         None)},
                                                                       'args': ['text']},
                                                               'update': {'help': 'Replace the subtitles of a '
                                                                                  'proofread.',
                                                                          'options': {'--headers': ('Send a header '
                                                                                                    'too',
                                                                                                    'text'),
                                                                                      '--response-schema': ('Print '
                                                                                                            'the '
                                                                                                            'JSON '
                                                                                                            'Schema '
                                                                                                            'of the '
                                                                                                            'answer',
                                                                                                            None),
                                                                                      '--data': ('The body; flags '
                                                                                                 'win',
                                                                                                 'text'),
                                                                                      '-d': ('The body; flags win',
                                                                                             'text'),
                                                                                      '--request-schema': ('Print '
                                                                                                           'the JSON '
                                                                                                           'Schema '
                                                                                                           'of the '
                                                                                                           'body',
                                                                                                           None)},
                                                                          'args': ['text']}}}}},
              'statuses': {'help': "HeyGen's cloud: statuses.",
                           'commands': {'list': {'help': 'Show how far several translations are.',
                                                 'options': {'--video-translation-ids': ('Ids of translations, with '
                                                                                         'commas',
                                                                                         'text'),
                                                             '--batch-ids': ('Ids of batches, with commas', 'text'),
                                                             '--headers': ('Send a header too', 'text'),
                                                             '--response-schema': ('Print the JSON Schema of the '
                                                                                   'answer',
                                                                                   None)},
                                                 'args': []}}}}}
