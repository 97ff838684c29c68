"""The commands, for completion. Made by `just generate`; do not edit."""

# fmt: off
FLAGS = {'--json': ('Print JSON, as when stdout is not a terminal', None),
 '--human': ('Print tables and text, as at a terminal', None),
 '-q': ('Print results and errors only', None),
 '--quiet': ('Print results and errors only', None),
 '-v': ('Say what is decided and why; -vv says everything', None),
 '--verbose': ('Say what is decided and why; -vv says everything', None),
 '-vv': ('The same as -v -v', None),
 '--debug': ('Show where an unexpected error happened', None),
 '--color': ('Colour the output', ['auto', 'always', 'never']),
 '--provider': ("Who does it: this computer or HeyGen's cloud", ['local', 'heygen']),
 '--log-format': ('How -v writes its lines', ['text', 'json']),
 '-h': ('Show this message and exit.', None),
 '--help': ('Show this message and exit.', None)}
LOOKS = {'amara': 'Amara',
 'amara/elegant': 'Amara, elegant',
 'amara/host': 'Amara, host',
 'george': 'George',
 'george/professor': 'George, professor',
 'george/winter': 'George, winter',
 'george/cook': 'George, cook',
 'harjit': 'Harjit',
 'harjit/suit': 'Harjit, suit',
 'harjit/engineer': 'Harjit, engineer',
 'harjit/festive': 'Harjit, festive',
 'helen': 'Helen',
 'helen/casual': 'Helen, casual',
 'helen/teacher': 'Helen, teacher',
 'ingrid': 'Ingrid',
 'ingrid/office': 'Ingrid, office',
 'ingrid/winter': 'Ingrid, winter',
 'ingrid/teacher': 'Ingrid, teacher',
 'kenji': 'Kenji',
 'kenji/suit': 'Kenji, suit',
 'kenji/host': 'Kenji, host',
 'leo': 'Leo',
 'leo/office': 'Leo, office',
 'leo/engineer': 'Leo, engineer',
 'malik': 'Malik',
 'malik/casual': 'Malik, casual',
 'malik/doctor': 'Malik, doctor',
 'malik/coach': 'Malik, coach',
 'mateo': 'Mateo',
 'mateo/office': 'Mateo, office',
 'mateo/chef': 'Mateo, chef',
 'mateo/gala': 'Mateo, gala',
 'mei': 'Mei',
 'mei/office': 'Mei, office',
 'mei/chef': 'Mei, chef',
 'mei/winter': 'Mei, winter',
 'mira': 'Mira',
 'mira/casual': 'Mira, casual',
 'mira/doctor': 'Mira, doctor',
 'mira/graduate': 'Mira, graduate',
 'nadia': 'Nadia',
 'nadia/casual': 'Nadia, casual',
 'nadia/engineer': 'Nadia, engineer',
 'nadia/teacher': 'Nadia, teacher',
 'omar': 'Omar',
 'omar/office': 'Omar, office',
 'omar/thobe': 'Omar, thobe',
 'omar/builder': 'Omar, builder',
 'priya': 'Priya',
 'priya/casual': 'Priya, casual',
 'priya/sari': 'Priya, sari',
 'priya/host': 'Priya, host',
 'sofia': 'Sofía',
 'sofia/casual': 'Sofía, casual',
 'sofia/doctor': 'Sofía, doctor',
 'sofia/gala': 'Sofía, gala',
 'zuri': 'Zuri',
 'zuri/office': 'Zuri, office',
 'zuri/graduate': 'Zuri, graduate',
 'zuri/athlete': 'Zuri, athlete'}
TREE = {'help': 'Make talking videos: a script goes in, a video with a speaking...',
 'commands': {'video': {'help': 'Make videos, and see to those already made.',
                        'commands': {'create': {'help': 'Make a video in which a presenter speaks a script.',
                                                'options': {'--script-file': ('Read the script; - is stdin', 'text'),
                                                            '--storyboard': ('Make the scenes of a YAML or JSON '
                                                                             'file; - is stdin',
                                                                             'text'),
                                                            '--audio': ('Speak with this recording in place of a '
                                                                        'voice',
                                                                        'text'),
                                                            '--avatar': ('Presenter or look: heygen avatar list',
                                                                         'look'),
                                                            '--framing': ('close | medium | wide; by default what '
                                                                          'suits',
                                                                          ['close',
                                                                           'medium',
                                                                           'wide; by default what suits']),
                                                            '--position': ('left | center | right',
                                                                           ['left', 'center', 'right']),
                                                            '--avatar-size': ('Larger or smaller presenter, 0.3 to 2',
                                                                              'text'),
                                                            '--mirrored': ('Flip the presenter', None),
                                                            '--shape': ('full | circle: a round picture in the '
                                                                        'corner',
                                                                        ['full',
                                                                         'circle: a round picture in the corner']),
                                                            '--expression': ('neutral | smile | happy | serious | '
                                                                             'surprised | sad | thinking',
                                                                             ['neutral',
                                                                              'smile',
                                                                              'happy',
                                                                              'serious',
                                                                              'surprised',
                                                                              'sad',
                                                                              'thinking']),
                                                            '--expressiveness': ('low | medium | high',
                                                                                 ['low', 'medium', 'high']),
                                                            '--voice': ('Voice: heygen voice list', 'speaker'),
                                                            '--speed': ('Speaking rate, 0.5 to 2', 'text'),
                                                            '--pitch': ('Higher or lower voice, -12 to 12 semitones',
                                                                        'text'),
                                                            '--volume': ('Loudness of the voice before levelling, 0 '
                                                                         'to 2',
                                                                         'text'),
                                                            '--background': ('Colour, image or video behind the '
                                                                             'presenter',
                                                                             'text'),
                                                            '--resolution': ('720p | 1080p | 4k',
                                                                             ['720p', '1080p', '4k']),
                                                            '--aspect-ratio': ('16:9 | 9:16 | 1:1 | 4:5 | 5:4',
                                                                               ['16:9', '9:16', '1:1', '4:5', '5:4']),
                                                            '--fps': ('Pictures per second, 10 to 60', 'text'),
                                                            '--quality': ('draft | standard | high',
                                                                          ['draft', 'standard', 'high']),
                                                            '--captions': ('off | sidecar | burn | karaoke',
                                                                           ['off', 'sidecar', 'burn', 'karaoke']),
                                                            '--format': ('mp4, or webm | mov with a transparent '
                                                                         'background',
                                                                         ['mp4, or webm',
                                                                          'mov with a transparent background']),
                                                            '--title': ('Title, also in the file; by default the '
                                                                        'first words',
                                                                        'text'),
                                                            '--output': ('Where to; by default ./TITLE.mp4', 'text'),
                                                            '-o': ('Where to; by default ./TITLE.mp4', 'text'),
                                                            '--force': ('Replace or remove without asking', None),
                                                            '-f': ('Replace or remove without asking', None),
                                                            '--yes': ('Replace or remove without asking', None),
                                                            '-y': ('Replace or remove without asking', None),
                                                            '--dry-run': ('Show what would be rendered and what '
                                                                          'reused',
                                                                          None),
                                                            '--detach': ('Put it into the queue and return: heygen '
                                                                         'job watch ID',
                                                                         None),
                                                            '--strict': ('Fail rather than use another voice, font '
                                                                         'or engine',
                                                                         None),
                                                            '--max-cost': ('Stop before it would cost more than this',
                                                                           'text'),
                                                            '--allow-unknown-cost': ('Pay for work although nobody '
                                                                                     'says what it costs',
                                                                                     None),
                                                            '--resume': ('Finish an interrupted, stopped or failed '
                                                                         'video',
                                                                         'video'),
                                                            '--open': ('Show the finished video in the default '
                                                                       'player',
                                                                       None),
                                                            '--data': ('A HeyGen v3 request as JSON', 'text'),
                                                            '-d': ('A HeyGen v3 request as JSON', 'text'),
                                                            '--var': ('Fill a variable of the storyboard; repeatable',
                                                                      'text'),
                                                            '--request-schema': ('Print the JSON Schema of --data',
                                                                                 None),
                                                            '--response-schema': ('Print the JSON Schema of the '
                                                                                  'answer',
                                                                                  None),
                                                            '--storyboard-schema': ('Print the JSON Schema of '
                                                                                    'storyboards',
                                                                                    None),
                                                            '--wait': ("Wait for HeyGen's cloud; here a video is "
                                                                       'made at once',
                                                                       None),
                                                            '--timeout': ('How long to wait: 90s, 20m, 1h30m',
                                                                          'text'),
                                                            '--headers': ('Send HeyGen a header too', 'text')},
                                                'args': ['text']},
                                     'list': {'help': 'List videos, newest first.',
                                              'options': {'--limit': ('Videos on a page, 1 to 100', 'text'),
                                                          '--token': ('Continue after a page: its next_token',
                                                                      'text'),
                                                          '--status': ('Only queued, processing, interrupted, '
                                                                       'completed, failed or canceled',
                                                                       'text'),
                                                          '--title': ('Only titles with this part', 'text')},
                                              'args': []},
                                     'get': {'help': 'Show one video: how far it is, where it lies, what it took.',
                                             'options': {},
                                             'args': ['video']},
                                     'download': {'help': 'Copy a finished video to a file.',
                                                  'options': {'--asset': ('video | captioned',
                                                                          ['video', 'captioned']),
                                                              '--output-path': ('Where to; by default ./ID.mp4',
                                                                                'text'),
                                                              '--output': ('Where to; by default ./ID.mp4', 'text'),
                                                              '-o': ('Where to; by default ./ID.mp4', 'text'),
                                                              '--force': ('Replace or remove without asking', None),
                                                              '-f': ('Replace or remove without asking', None),
                                                              '--yes': ('Replace or remove without asking', None),
                                                              '-y': ('Replace or remove without asking', None)},
                                                  'args': ['video']},
                                     'delete': {'help': 'Forget a video; its file stays unless --files is given.',
                                                'options': {'--files': ('Remove the video file and its subtitles too',
                                                                        None),
                                                            '--force': ('Replace or remove without asking', None),
                                                            '-f': ('Replace or remove without asking', None),
                                                            '--yes': ('Replace or remove without asking', None),
                                                            '-y': ('Replace or remove without asking', None)},
                                                'args': ['video']},
                                     'open': {'help': 'Show a finished video in the default player.',
                                              'options': {},
                                              'args': ['video']},
                                     'probe': {'help': 'Look into a media file: streams, length, loudness.',
                                               'options': {},
                                               'args': ['text']},
                                     'plan': {'help': 'Show what a render would make and reuse.',
                                              'options': {'--var': ('Fill a variable of the storyboard; repeatable',
                                                                    'text'),
                                                          '--quality': ('draft | standard | high',
                                                                        ['draft', 'standard', 'high']),
                                                          '--why': ('Say for each part why it must be made', None)},
                                              'args': ['text']},
                                     'render': {'help': 'Make the film of a storyboard, in all its formats; the same '
                                                        'as...',
                                                'options': {'--output': ('Where to; by default ./TITLE.mp4', 'text'),
                                                            '-o': ('Where to; by default ./TITLE.mp4', 'text'),
                                                            '--var': ('Fill a variable of the storyboard; repeatable',
                                                                      'text'),
                                                            '--quality': ('draft | standard | high',
                                                                          ['draft', 'standard', 'high']),
                                                            '--force': ('Replace or remove without asking', None),
                                                            '-f': ('Replace or remove without asking', None),
                                                            '--yes': ('Replace or remove without asking', None),
                                                            '-y': ('Replace or remove without asking', None),
                                                            '--strict': ('Fail rather than use another voice, font '
                                                                         'or engine',
                                                                         None),
                                                            '--max-cost': ('Stop before it would cost more than this',
                                                                           'text'),
                                                            '--allow-unknown-cost': ('Pay for work although nobody '
                                                                                     'says what it costs',
                                                                                     None),
                                                            '--open': ('Show the finished video in the default '
                                                                       'player',
                                                                       None)},
                                                'args': ['text']},
                                     'preview': {'help': 'Draw one picture of one scene, without making the film.',
                                                 'options': {'--scene': ('Which scene, counted from 1', 'text'),
                                                             '-s': ('Which scene, counted from 1', 'text'),
                                                             '--frame': ('Which moment of it', 'text'),
                                                             '-t': ('Which moment of it', 'text'),
                                                             '--output': ('Where to; by default ./TITLE.mp4', 'text'),
                                                             '-o': ('Where to; by default ./TITLE.mp4', 'text'),
                                                             '--var': ('Fill a variable of the storyboard; '
                                                                       'repeatable',
                                                                       'text'),
                                                             '--force': ('Replace or remove without asking', None),
                                                             '-f': ('Replace or remove without asking', None),
                                                             '--yes': ('Replace or remove without asking', None),
                                                             '-y': ('Replace or remove without asking', None)},
                                                 'args': ['text']},
                                     'lint': {'help': 'Find what is wrong or unwise: text that does not fit, weak...',
                                              'options': {'--var': ('Fill a variable of the storyboard; repeatable',
                                                                    'text'),
                                                          '--strict': ('Fail for warnings too', None)},
                                              'args': ['text']},
                                     'watch': {'help': 'Render a storyboard again whenever it or a file beside it is '
                                                       'saved,...',
                                               'options': {'--output': ('Where to; by default ./TITLE.mp4', 'text'),
                                                           '-o': ('Where to; by default ./TITLE.mp4', 'text'),
                                                           '--var': ('Fill a variable of the storyboard; repeatable',
                                                                     'text'),
                                                           '--quality': ('draft | standard | high',
                                                                         ['draft', 'standard', 'high'])},
                                               'args': ['text']},
                                     'sheet': {'help': 'Put pictures of a film on one page, with their times.',
                                               'options': {'--columns': ('Pictures side by side', 'text'),
                                                           '--rows': ('Rows of pictures', 'text'),
                                                           '--every': ('A picture so often, in as many rows as it '
                                                                       'takes',
                                                                       'text'),
                                                           '--output': ('Where to; named after the film', 'text'),
                                                           '-o': ('Where to; named after the film', 'text'),
                                                           '--force': ('Replace a file without asking', None),
                                                           '-f': ('Replace a file without asking', None),
                                                           '--yes': ('Replace a file without asking', None),
                                                           '-y': ('Replace a file without asking', None)},
                                               'args': ['video']},
                                     'thumbnail': {'help': 'Take one picture out of a film.',
                                                   'options': {'--at': ('When; best is sharp, bright, with open eyes',
                                                                        'text'),
                                                               '--width': ('How wide; by default as the film',
                                                                           'text'),
                                                               '--output': ('Where to; named after the film', 'text'),
                                                               '-o': ('Where to; named after the film', 'text'),
                                                               '--force': ('Replace a file without asking', None),
                                                               '-f': ('Replace a file without asking', None),
                                                               '--yes': ('Replace a file without asking', None),
                                                               '-y': ('Replace a file without asking', None)},
                                                   'args': ['video']},
                                     'gif': {'help': 'Make an animated GIF or WebP of a film.',
                                             'options': {'--start': ('Where to begin', 'text'),
                                                         '--duration': ('How long; by default to the end', 'text'),
                                                         '--width': ('How wide; by default at most 480', 'text'),
                                                         '--fps': ('Pictures per second, 1 to 50', 'text'),
                                                         '--output': ('Where to; named after the film', 'text'),
                                                         '-o': ('Where to; named after the film', 'text'),
                                                         '--force': ('Replace a file without asking', None),
                                                         '-f': ('Replace a file without asking', None),
                                                         '--yes': ('Replace a file without asking', None),
                                                         '-y': ('Replace a file without asking', None)},
                                             'args': ['video']},
                                     'trim': {'help': 'Cut a part out of a film.',
                                              'options': {'--start': ('Where to begin', 'text'),
                                                          '--end': ('Where to end; by default the end', 'text'),
                                                          '--exact': ('To the picture; or copied at once from the '
                                                                      'key picture before',
                                                                      None),
                                                          '--fast': ('To the picture; or copied at once from the key '
                                                                     'picture before',
                                                                     None),
                                                          '--output': ('Where to; named after the film', 'text'),
                                                          '-o': ('Where to; named after the film', 'text'),
                                                          '--force': ('Replace a file without asking', None),
                                                          '-f': ('Replace a file without asking', None),
                                                          '--yes': ('Replace a file without asking', None),
                                                          '-y': ('Replace a file without asking', None)},
                                              'args': ['video']},
                                     'concat': {'help': 'Join films one after another.',
                                                'options': {'--output': ('Where to', 'text'),
                                                            '-o': ('Where to', 'text'),
                                                            '--transition': ('cut | fade | dissolve | wipe | slide | '
                                                                             'zoom',
                                                                             ['cut',
                                                                              'fade',
                                                                              'dissolve',
                                                                              'wipe',
                                                                              'slide',
                                                                              'zoom']),
                                                            '--transition-seconds': ('How long it takes, 0.1 to 2',
                                                                                     'text'),
                                                            '--force': ('Replace a file without asking', None),
                                                            '-f': ('Replace a file without asking', None),
                                                            '--yes': ('Replace a file without asking', None),
                                                            '-y': ('Replace a file without asking', None)},
                                                'args': ['video']},
                                     'export': {'help': 'Write a film in another format, codec or size.',
                                                'options': {'--format': ('mp4, mov, webm, mkv, gif, webp, mp3, wav, '
                                                                         'm4a or png-sequence (a folder)',
                                                                         'text'),
                                                            '--codec': ('h264 | h265 | av1 | vp9 | prores',
                                                                        ['h264', 'h265', 'av1', 'vp9', 'prores']),
                                                            '--resolution': ('360p | 480p | 720p | 1080p | 1440p | '
                                                                             '4k',
                                                                             ['360p',
                                                                              '480p',
                                                                              '720p',
                                                                              '1080p',
                                                                              '1440p',
                                                                              '4k']),
                                                            '--quality': ('draft | standard | high',
                                                                          ['draft', 'standard', 'high']),
                                                            '--output': ('Where to; named after the film', 'text'),
                                                            '-o': ('Where to; named after the film', 'text'),
                                                            '--force': ('Replace a file without asking', None),
                                                            '-f': ('Replace a file without asking', None),
                                                            '--yes': ('Replace a file without asking', None),
                                                            '-y': ('Replace a file without asking', None)},
                                                'args': ['video']},
                                     'captions': {'help': 'Write the words of a film as subtitles or text.',
                                                  'options': {'--to': ('Which format; by default the one the output '
                                                                       'is named after',
                                                                       ['srt', 'vtt', 'ass', 'txt', 'json']),
                                                              '--track': ("Which of a film's subtitle tracks",
                                                                          'text'),
                                                              '--output': ('Where to; named after the film', 'text'),
                                                              '-o': ('Where to; named after the film', 'text'),
                                                              '--force': ('Replace a file without asking', None),
                                                              '-f': ('Replace a file without asking', None),
                                                              '--yes': ('Replace a file without asking', None),
                                                              '-y': ('Replace a file without asking', None)},
                                                  'args': ['video']},
                                     'check': {'help': 'Say whether a film is right: whole, in sync, not black, '
                                                       'frozen or...',
                                               'options': {'--against': ('Hold it against its storyboard', 'text'),
                                                           '--profile': ('own | youtube | tiktok | linkedin | '
                                                                         'broadcast',
                                                                         ['own',
                                                                          'youtube',
                                                                          'tiktok',
                                                                          'linkedin',
                                                                          'broadcast']),
                                                           '--golden': ('Compare with approved frames: 00012.500.png',
                                                                        'text'),
                                                           '--junit': ('Write the findings as JUnit XML too', 'text'),
                                                           '--var': ('Fill a variable of the storyboard; repeatable',
                                                                     'text'),
                                                           '--quality': ('draft | standard | high',
                                                                         ['draft', 'standard', 'high']),
                                                           '--strict': ('Fail for warnings too', None)},
                                               'args': ['video']},
                                     'estimate': {'help': "Say what a film would cost, here and in HeyGen's cloud.",
                                                  'options': {'--script': ('These words in place of a storyboard',
                                                                           'text'),
                                                              '--var': ('Fill a variable of the storyboard; '
                                                                        'repeatable',
                                                                        'text'),
                                                              '--voice': ('Voice: heygen voice list', 'speaker'),
                                                              '--resolution': ('720p | 1080p | 4k',
                                                                               ['720p', '1080p', '4k'])},
                                                  'args': ['text']}}},
              'avatar': {'help': 'See who can present a video, and let photographs do it.',
                         'commands': {'list': {'help': 'List the presenters.',
                                               'options': {'--ownership': ('Whose presenters; the built-in ones are '
                                                                           'public',
                                                                           ['public', 'private']),
                                                           '--limit': ('How many to show, up to 100', 'text'),
                                                           '--token': ('Continue a list: the next_token of the page '
                                                                       'before',
                                                                       'text')},
                                               'args': []},
                                      'get': {'help': 'Show one presenter.', 'options': {}, 'args': ['avatar']},
                                      'preview': {'help': 'Show what a presenter looks like, here at the terminal, '
                                                          'in a...',
                                                  'options': {'--output': ('A .png picture, or a .mp4, .webm or .mov '
                                                                           'clip of 5 seconds',
                                                                           'text'),
                                                              '-o': ('A .png picture, or a .mp4, .webm or .mov clip '
                                                                     'of 5 seconds',
                                                                     'text'),
                                                              '--width': ('Width of the picture in pixels', 'text'),
                                                              '--height': ('Height of the picture in pixels', 'text'),
                                                              '--framing': ('How much of them is seen',
                                                                            ['close', 'medium', 'wide']),
                                                              '--force': ('Replace the file if it exists', None)},
                                                  'args': ['look']},
                                      'sheet': {'help': 'Put every look of every presenter on one page.',
                                                'options': {'--output': ('PNG file to write', 'text'),
                                                            '-o': ('PNG file to write', 'text'),
                                                            '--force': ('Replace the file if it exists', None)},
                                                'args': ['text']},
                                      'create': {'help': 'Let a photograph speak: make a presenter of a portrait.',
                                                 'options': {'--photo': ('A portrait: one face, looking at the '
                                                                         'camera',
                                                                         'text'),
                                                             '--name': ('What the presenter is called; the id comes '
                                                                        'from it',
                                                                        'text'),
                                                             '--gender': ('Which voice suits them',
                                                                          ['female', 'male', 'neutral']),
                                                             '--voice': ('Their voice when none is named', 'speaker'),
                                                             '--consent': ('The person shown agrees that it speaks',
                                                                           None),
                                                             '--lipsync': ('A network that moves the lips: ONNX, as '
                                                                           'Wav2Lip',
                                                                           'text')},
                                                 'args': []},
                                      'delete': {'help': 'Remove a photo avatar and its files.',
                                                 'options': {'--force': ('Do not ask', None),
                                                             '-y': ('Do not ask', None),
                                                             '--yes': ('Do not ask', None)},
                                                 'args': ['avatar']},
                                      'looks': {'help': 'See the looks that presenters appear in.',
                                                'commands': {'list': {'help': 'List the looks of all presenters, or '
                                                                              'of one.',
                                                                      'options': {'--group-id': ('Only the looks of '
                                                                                                 'this presenter',
                                                                                                 'avatar'),
                                                                                  '--avatar': ('Only the looks of '
                                                                                               'this presenter',
                                                                                               'avatar'),
                                                                                  '--avatar-type': ('Only looks of '
                                                                                                    'this type',
                                                                                                    ['studio_avatar',
                                                                                                     'digital_twin',
                                                                                                     'photo_avatar']),
                                                                                  '--ownership': ('Whose looks; the '
                                                                                                  'built-in ones are '
                                                                                                  'public',
                                                                                                  ['public',
                                                                                                   'private']),
                                                                                  '--limit': ('How many to show, up '
                                                                                              'to 100',
                                                                                              'text'),
                                                                                  '--token': ('Continue a list: the '
                                                                                              'next_token of the '
                                                                                              'page before',
                                                                                              'text')},
                                                                      'args': []},
                                                             'get': {'help': 'Show one look.',
                                                                     'options': {},
                                                                     'args': ['look']}}}}},
              'voice': {'help': 'See who can speak, and hear them.',
                        'commands': {'list': {'help': 'List the voices, best first.',
                                              'options': {'--type': ('Whose voices; the installed ones are public',
                                                                     ['public', 'private']),
                                                          '--engine': ('Only voices of this engine, such as flite',
                                                                       'text'),
                                                          '--language': ('Only this language: en, en-GB, de', 'text'),
                                                          '--gender': ('Only voices of this gender',
                                                                       ['female', 'male', 'neutral']),
                                                          '--installable': ('The neural voices that heygen voice '
                                                                            'install knows by name',
                                                                            None),
                                                          '--limit': ('How many to show, up to 100', 'text'),
                                                          '--token': ('Continue a list: the next_token of the page '
                                                                      'before',
                                                                      'text')},
                                              'args': []},
                                     'get': {'help': 'Show one voice.', 'options': {}, 'args': ['voice']},
                                     'install': {'help': 'Install a neural voice.',
                                                 'options': {'--from': ('Folder or address that has the files',
                                                                        'text'),
                                                             '--accept-licence': ('Agree to a licence that does not '
                                                                                  'allow every use',
                                                                                  None)},
                                                 'args': ['text']},
                                     'remove': {'help': 'Delete an installed neural voice.',
                                                'options': {'--force': ('Do not ask', None)},
                                                'args': ['text']},
                                     'preview': {'help': 'Hear what a voice is like.',
                                                 'options': {'--text': ('What to say; by default a sentence in its '
                                                                        'language',
                                                                        'text'),
                                                             '--output': ('File to write, .wav or .mp3; by default '
                                                                          'VOICE.mp3',
                                                                          'text'),
                                                             '-o': ('File to write, .wav or .mp3; by default '
                                                                    'VOICE.mp3',
                                                                    'text'),
                                                             '--force': ('Replace the file if it exists', None)},
                                                 'args': ['voice']},
                                     'synth': {'help': 'Speak a text into a sound file.',
                                               'options': {'--file': ('Read the text from a file; - is stdin',
                                                                      'text'),
                                                           '-f': ('Read the text from a file; - is stdin', 'text'),
                                                           '--voice': ('Id of a voice', 'speaker'),
                                                           '--language': ('Language of the text, when it cannot be '
                                                                          'told from it',
                                                                          'text'),
                                                           '--speed': ('Factor from 0.5 to 2', 'text'),
                                                           '--pitch': ('Semitones from -12 to 12', 'text'),
                                                           '--volume': ('Factor from 0 to 2', 'text'),
                                                           '--ssml': ('The text is SSML', None),
                                                           '--output': ('File to write, .wav or .mp3', 'text'),
                                                           '-o': ('File to write, .wav or .mp3', 'text'),
                                                           '--timings': ('Write when each word and sound is heard, '
                                                                         'as JSON',
                                                                         'text'),
                                                           '--strict': ('Fail rather than say anything but what was '
                                                                        'meant',
                                                                        None),
                                                           '--force': ('Replace the files if they exist', None)},
                                               'args': ['text']},
                                     'lexicon': {'help': 'Teach the voices how words are read.',
                                                 'commands': {'add': {'help': 'Say how a word is read.',
                                                                      'options': {'--ipa': ('Its sounds in IPA, '
                                                                                            'instead of words',
                                                                                            'text'),
                                                                                  '--arpabet': ('Its sounds in '
                                                                                                'ARPABET',
                                                                                                'text'),
                                                                                  '--language': ('Only for scripts '
                                                                                                 'in this language: '
                                                                                                 'en, de',
                                                                                                 'text')},
                                                                      'args': ['text', 'text']},
                                                              'list': {'help': 'List the words, your own first; '
                                                                               "those of this folder's "
                                                                               'lexicon.toml...',
                                                                       'options': {},
                                                                       'args': []},
                                                              'remove': {'help': 'Forget how a word is read.',
                                                                         'options': {'--language': ('Only for '
                                                                                                    'scripts in this '
                                                                                                    'language: en, '
                                                                                                    'de',
                                                                                                    'text')},
                                                                         'args': ['text']}}}}},
              'batch': {'help': 'Make many videos from one manifest, exactly once each.',
                        'commands': {'init': {'help': 'Write a manifest to begin with, and a table for it.',
                                              'options': {},
                                              'args': ['text']},
                                     'schema': {'help': 'Print the JSON Schema of manifests, for editors.',
                                                'options': {},
                                                'args': []},
                                     'validate': {'help': 'Find every fault of a manifest, its rows and its files, '
                                                          'without...',
                                                  'options': {},
                                                  'args': ['text']},
                                     'plan': {'help': 'Show for each video what would be reused, how long it is, and '
                                                      'how...',
                                              'options': {'--only': ("Only files with such names: 'out/a*'", 'text'),
                                                          '--shard': ('Only the Nth of M parts, for many machines',
                                                                      'text')},
                                              'args': ['text']},
                                     'run': {'help': 'Make all videos of a manifest; run again, it goes on where it '
                                                     'stopped.',
                                             'options': {'--concurrency': ('Videos made at once', 'text'),
                                                         '-c': ('Videos made at once', 'text'),
                                                         '--only': ("Only files with such names: 'out/a*'", 'text'),
                                                         '--shard': ('Only the Nth of M parts, for many machines',
                                                                     'text'),
                                                         '--fresh': ('Start over, as if nothing had been made', None),
                                                         '--force': ('Replace files this batch did not make', None),
                                                         '-f': ('Replace files this batch did not make', None),
                                                         '--yes': ('Replace files this batch did not make', None),
                                                         '-y': ('Replace files this batch did not make', None),
                                                         '--strict': ('Fail rather than use another voice, font or '
                                                                      'engine',
                                                                      None),
                                                         '--max-failures': ('Stop when more than so many failed',
                                                                            'text'),
                                                         '--max-cost': ('Stop when more US dollars were spent',
                                                                        'text'),
                                                         '--jsonl': ('Print events as JSON, one per line', None),
                                                         '--junit': ('Write the result as JUnit XML', 'text'),
                                                         '--report': ('Write the result as a page', 'text'),
                                                         '--watch': ('Run again whenever a file beside the manifest '
                                                                     'is saved',
                                                                     None)},
                                             'args': ['text']},
                                     'status': {'help': 'Show how far a batch is, and what failed.',
                                                'options': {},
                                                'args': ['text']},
                                     'resume': {'help': 'Go on with a batch as it was begun, without reading its '
                                                        'manifest...',
                                                'options': {'--concurrency': ('Videos made at once', 'text'),
                                                            '-c': ('Videos made at once', 'text'),
                                                            '--jsonl': ('Print events as JSON, one per line', None)},
                                                'args': ['text']},
                                     'retry': {'help': 'Make again what failed or was canceled.',
                                               'options': {'--concurrency': ('Videos made at once', 'text'),
                                                           '-c': ('Videos made at once', 'text'),
                                                           '--jsonl': ('Print events as JSON, one per line', None)},
                                               'args': ['text']},
                                     'cancel': {'help': 'Stop everything of a batch that waits or runs; what is made '
                                                        'stays.',
                                                'options': {},
                                                'args': ['text']},
                                     'list': {'help': 'List batches, the latest first.', 'options': {}, 'args': []},
                                     'report': {'help': 'Show the result of a batch, or write it as a page, as JUnit '
                                                        'XML or...',
                                                'options': {'--output': ('Write it there, by its suffix', 'text'),
                                                            '-o': ('Write it there, by its suffix', 'text')},
                                                'args': ['text']}}},
              'job': {'help': 'Look after videos that workers make.',
                      'commands': {'list': {'help': 'List jobs, newest first.',
                                            'options': {'--limit': ('Videos on a page, 1 to 100', 'text'),
                                                        '--token': ('Continue after a page: its next_token', 'text'),
                                                        '--status': ('Only these: queued, running, done, failed, '
                                                                     'canceled',
                                                                     'text'),
                                                        '--batch': ('Only those of one batch', 'text')},
                                            'args': []},
                                   'get': {'help': 'Show one job: how far it is, and what went wrong.',
                                           'options': {},
                                           'args': ['text']},
                                   'watch': {'help': 'Follow a job until it ends; the exit code is 1 when it failed.',
                                             'options': {},
                                             'args': ['text']},
                                   'cancel': {'help': 'Stop a job, waiting or running.',
                                              'options': {},
                                              'args': ['text']},
                                   'retry': {'help': 'Have a job that failed or was canceled done again; what was...',
                                             'options': {},
                                             'args': ['text']},
                                   'logs': {'help': 'Show what happened to a job, in order; for programs one JSON...',
                                            'options': {},
                                            'args': ['text']},
                                   'prune': {'help': 'Forget jobs that ended long ago; their videos stay.',
                                             'options': {'--days': ('How long ago they must have ended', 'text')},
                                             'args': []}}},
              'worker': {'help': 'Make the videos that wait in the queue, until interrupted.',
                         'options': {'--concurrency': ('Workers; 0 chooses', 'text'),
                                     '-c': ('Workers; 0 chooses', 'text'),
                                     '--until-idle': ('End when nothing waits or runs any more', None)},
                         'args': []},
              'template': {'help': 'Keep storyboards under a name, and make films of them with other...',
                           'commands': {'save': {'help': 'Keep a storyboard under a name, with copies of all files '
                                                         'that it...',
                                                 'options': {'--force': ('Replace or remove without asking', None),
                                                             '-f': ('Replace or remove without asking', None),
                                                             '--yes': ('Replace or remove without asking', None),
                                                             '-y': ('Replace or remove without asking', None)},
                                                 'args': ['text', 'text']},
                                        'list': {'help': 'List templates, newest first.',
                                                 'options': {'--limit': ('Templates on a page, 1 to 100', 'text'),
                                                             '--token': ('Continue after a page: its next_token',
                                                                         'text')},
                                                 'args': []},
                                        'get': {'help': 'Show one template: its variables with their types and '
                                                        'defaults, and...',
                                                'options': {'--schema': ("Print the JSON Schema of its variables' "
                                                                         'values',
                                                                         None)},
                                                'args': ['template']},
                                        'generate': {'help': 'Make the film of a template.',
                                                     'options': {'--var': ('Fill a variable; repeatable', 'text'),
                                                                 '--vars': ('Fill variables from a YAML or JSON '
                                                                            'file; - is stdin',
                                                                            'text'),
                                                                 '--data': ('A HeyGen v3 request as JSON', 'text'),
                                                                 '-d': ('A HeyGen v3 request as JSON', 'text'),
                                                                 '--title': ('Title, also in the file; by default '
                                                                             "the template's",
                                                                             'text'),
                                                                 '--caption': ('Burn captions into the video, or '
                                                                               'none',
                                                                               None),
                                                                 '--no-caption': ('Burn captions into the video, or '
                                                                                  'none',
                                                                                  None),
                                                                 '--fps': ('Pictures per second, 10 to 60', 'text'),
                                                                 '--scene-ids': ('Only these scenes, in this order; '
                                                                                 'repeatable',
                                                                                 'text'),
                                                                 '--quality': ('draft | standard | high',
                                                                               ['draft', 'standard', 'high']),
                                                                 '--output': ('Where to; by default ./TITLE.mp4',
                                                                              'text'),
                                                                 '-o': ('Where to; by default ./TITLE.mp4', 'text'),
                                                                 '--force': ('Replace or remove without asking',
                                                                             None),
                                                                 '-f': ('Replace or remove without asking', None),
                                                                 '--yes': ('Replace or remove without asking', None),
                                                                 '-y': ('Replace or remove without asking', None),
                                                                 '--dry-run': ('Show what would be rendered and what '
                                                                               'reused',
                                                                               None),
                                                                 '--detach': ('Put it into the queue and return: '
                                                                              'heygen job watch ID',
                                                                              None),
                                                                 '--strict': ('Fail rather than use another voice, '
                                                                              'font or engine',
                                                                              None),
                                                                 '--open': ('Show the finished video in the default '
                                                                            'player',
                                                                            None),
                                                                 '--request-schema': ('Print the JSON Schema of '
                                                                                      '--data',
                                                                                      None),
                                                                 '--response-schema': ('Print the JSON Schema of the '
                                                                                       'answer',
                                                                                       None)},
                                                     'args': ['template']},
                                        'delete': {'help': 'Remove a template and its copies of files; films made of '
                                                           'it stay.',
                                                   'options': {'--force': ('Replace or remove without asking', None),
                                                               '-f': ('Replace or remove without asking', None),
                                                               '--yes': ('Replace or remove without asking', None),
                                                               '-y': ('Replace or remove without asking', None)},
                                                   'args': ['template']}}},
              'script': {'help': 'Have scripts written, translated and rewritten by a language model.',
                         'commands': {'write': {'help': 'Have a script written: a storyboard to look over, change '
                                                        'and render.',
                                                'options': {'--scenes': ('How many scenes', 'text'),
                                                            '-s': ('How many scenes', 'text'),
                                                            '--tone': ('How it should sound: warm, matter-of-fact, '
                                                                       'funny …',
                                                                       'text'),
                                                            '--length': ('How long it should be: 60s, 2m, 1:30',
                                                                         'text'),
                                                            '--language': ('In which language: de, pt-BR …; by '
                                                                           'default that of the topic',
                                                                           'text'),
                                                            '--model': ('Which model; else HEYGEN_LLM_MODEL', 'text'),
                                                            '--output': ('Where to; by default ./TITLE.yaml; - is '
                                                                         'stdout',
                                                                         'text'),
                                                            '-o': ('Where to; by default ./TITLE.yaml; - is stdout',
                                                                   'text'),
                                                            '--force': ('Replace a file without asking', None),
                                                            '-f': ('Replace a file without asking', None),
                                                            '--yes': ('Replace a file without asking', None),
                                                            '-y': ('Replace a file without asking', None),
                                                            '--max-cost': ('Stop before it would cost more than this',
                                                                           'text'),
                                                            '--allow-unknown-cost': ('Pay for work although nobody '
                                                                                     'says what it costs',
                                                                                     None)},
                                                'args': ['text']},
                                      'translate': {'help': 'Translate a storyboard or a text: its words change, '
                                                            'everything else...',
                                                    'options': {'--to': ('Which languages: es,de,pt-BR; repeatable',
                                                                         'text'),
                                                                '--output': ('Where to; by default beside the file',
                                                                             'text'),
                                                                '-o': ('Where to; by default beside the file',
                                                                       'text'),
                                                                '--model': ('Which model; else HEYGEN_LLM_MODEL',
                                                                            'text'),
                                                                '--force': ('Replace a file without asking', None),
                                                                '-f': ('Replace a file without asking', None),
                                                                '--yes': ('Replace a file without asking', None),
                                                                '-y': ('Replace a file without asking', None),
                                                                '--max-cost': ('Stop before it would cost more than '
                                                                               'this',
                                                                               'text'),
                                                                '--allow-unknown-cost': ('Pay for work although '
                                                                                         'nobody says what it costs',
                                                                                         None)},
                                                    'args': ['text']},
                                      'rewrite': {'help': 'Rewrite the words of a storyboard or a text as you wish; '
                                                          'everything...',
                                                  'options': {'--instruction': ('What to do with the words', 'text'),
                                                              '-i': ('What to do with the words', 'text'),
                                                              '--output': ('Where to; by default beside the file',
                                                                           'text'),
                                                              '-o': ('Where to; by default beside the file', 'text'),
                                                              '--model': ('Which model; else HEYGEN_LLM_MODEL',
                                                                          'text'),
                                                              '--force': ('Replace a file without asking', None),
                                                              '-f': ('Replace a file without asking', None),
                                                              '--yes': ('Replace a file without asking', None),
                                                              '-y': ('Replace a file without asking', None),
                                                              '--max-cost': ('Stop before it would cost more than '
                                                                             'this',
                                                                             'text'),
                                                              '--allow-unknown-cost': ('Pay for work although nobody '
                                                                                       'says what it costs',
                                                                                       None)},
                                                  'args': ['text']},
                                      'summarise': {'help': 'Have a script written about a web page or a file.',
                                                    'options': {'--scenes': ('How many scenes', 'text'),
                                                                '-s': ('How many scenes', 'text'),
                                                                '--tone': ('How it should sound: warm, '
                                                                           'matter-of-fact, funny …',
                                                                           'text'),
                                                                '--length': ('How long it should be: 60s, 2m, 1:30',
                                                                             'text'),
                                                                '--language': ('In which language: de, pt-BR …; by '
                                                                               'default that of the topic',
                                                                               'text'),
                                                                '--model': ('Which model; else HEYGEN_LLM_MODEL',
                                                                            'text'),
                                                                '--output': ('Where to; by default ./TITLE.yaml; - '
                                                                             'is stdout',
                                                                             'text'),
                                                                '-o': ('Where to; by default ./TITLE.yaml; - is '
                                                                       'stdout',
                                                                       'text'),
                                                                '--force': ('Replace a file without asking', None),
                                                                '-f': ('Replace a file without asking', None),
                                                                '--yes': ('Replace a file without asking', None),
                                                                '-y': ('Replace a file without asking', None),
                                                                '--max-cost': ('Stop before it would cost more than '
                                                                               'this',
                                                                               'text'),
                                                                '--allow-unknown-cost': ('Pay for work although '
                                                                                         'nobody says what it costs',
                                                                                         None)},
                                                    'args': ['text']}}},
              'report': {'help': 'See what was made, what it cost, how fast it went and what went wrong.',
                         'commands': {'usage': {'help': 'Report what was made, and how much was reused.',
                                                'options': {'--days': ('How many days, today included', 'text'),
                                                            '--by': ('What the rows are: day, batch, avatar, voice, '
                                                                     'provider, user',
                                                                     'text'),
                                                            '--format': ('table, json, csv, md or html; by default '
                                                                         'what fits',
                                                                         'text'),
                                                            '--output': ('Write to a file: .html, .csv, …', 'text'),
                                                            '-o': ('Write to a file: .html, .csv, …', 'text'),
                                                            '--force': ('Replace a file without asking', None),
                                                            '-f': ('Replace a file without asking', None),
                                                            '--yes': ('Replace a file without asking', None),
                                                            '-y': ('Replace a file without asking', None)},
                                                'args': []},
                                      'costs': {'help': 'Report what was paid, and what is left to spend.',
                                                'options': {'--days': ('How many days, today included', 'text'),
                                                            '--by': ('What the rows are: day, batch, avatar, voice, '
                                                                     'provider, user',
                                                                     'text'),
                                                            '--format': ('table, json, csv, md or html; by default '
                                                                         'what fits',
                                                                         'text'),
                                                            '--output': ('Write to a file: .html, .csv, …', 'text'),
                                                            '-o': ('Write to a file: .html, .csv, …', 'text'),
                                                            '--force': ('Replace a file without asking', None),
                                                            '-f': ('Replace a file without asking', None),
                                                            '--yes': ('Replace a file without asking', None),
                                                            '-y': ('Replace a file without asking', None)},
                                                'args': []},
                                      'performance': {'help': 'Report how long making a video takes.',
                                                      'options': {'--days': ('How many days, today included', 'text'),
                                                                  '--by': ('What the rows are: day, batch, avatar, '
                                                                           'voice, provider, user',
                                                                           'text'),
                                                                  '--format': ('table, json, csv, md or html; by '
                                                                               'default what fits',
                                                                               'text'),
                                                                  '--output': ('Write to a file: .html, .csv, …',
                                                                               'text'),
                                                                  '-o': ('Write to a file: .html, .csv, …', 'text'),
                                                                  '--force': ('Replace a file without asking', None),
                                                                  '-f': ('Replace a file without asking', None),
                                                                  '--yes': ('Replace a file without asking', None),
                                                                  '-y': ('Replace a file without asking', None)},
                                                      'args': []},
                                      'failures': {'help': 'Report what went wrong, with examples.',
                                                   'options': {'--days': ('How many days, today included', 'text'),
                                                               '--by': ('What the rows are: code, day, batch, '
                                                                        'avatar, voice, provider, user',
                                                                        'text'),
                                                               '--format': ('table, json, csv, md or html; by '
                                                                            'default what fits',
                                                                            'text'),
                                                               '--output': ('Write to a file: .html, .csv, …',
                                                                            'text'),
                                                               '-o': ('Write to a file: .html, .csv, …', 'text'),
                                                               '--force': ('Replace a file without asking', None),
                                                               '-f': ('Replace a file without asking', None),
                                                               '--yes': ('Replace a file without asking', None),
                                                               '-y': ('Replace a file without asking', None)},
                                                   'args': []}}},
              'cache': {'help': 'See and tidy what was rendered before.',
                        'commands': {'info': {'help': 'Show how much was kept of what was rendered, and where.',
                                              'options': {},
                                              'args': []},
                                     'prune': {'help': 'Delete parts that were not used for long; without options, '
                                                       'for 30...',
                                               'options': {'--days': ('Delete what was not used for so many days',
                                                                      'text'),
                                                           '--max-size': ('Delete the least used beyond it: 5GB',
                                                                          'text')},
                                               'args': []},
                                     'verify': {'help': 'Read every part, and delete those that were damaged: they '
                                                        'are...',
                                                'options': {'--keep': ('Only tell; delete nothing', None)},
                                                'args': []}}},
              'init': {'help': 'Write a storyboard to begin with; its comments say what can be...',
                       'options': {'--template': ('basic | launch | short | report | notes | batch',
                                                  ['basic', 'launch', 'short', 'report', 'notes', 'batch']),
                                   '-t': ('basic | launch | short | report | notes | batch',
                                          ['basic', 'launch', 'short', 'report', 'notes', 'batch']),
                                   '--list': ('Show the templates', None)},
                       'args': ['text']},
              'config': {'help': 'Read and change settings.',
                         'commands': {'list': {'help': 'List every setting with its value and where that comes from.',
                                               'options': {},
                                               'args': []},
                                      'get': {'help': 'Show one setting.', 'options': {}, 'args': ['setting']},
                                      'set': {'help': 'Change one setting; comments and everything else in the file '
                                                      'stay...',
                                              'options': {'--project': ('Write ./heygen.toml instead of your own '
                                                                        'file',
                                                                        None)},
                                              'args': ['setting', 'text']},
                                      'path': {'help': 'Show the files and folders in use.',
                                               'options': {},
                                               'args': []}}},
              'serve': {'help': "Serve HeyGen's API: programs written for it work here, offline,...",
                        'options': {'--host': ('Where to listen; 0.0.0.0 is for everyone who can reach it', 'text'),
                                    '--port': ('Which port', 'text'),
                                    '-p': ('Which port', 'text'),
                                    '--workers': ('Films made at once', 'text'),
                                    '-w': ('Films made at once', 'text'),
                                    '--no-auth': ('Ask nobody for a key; on this machine only', None),
                                    '--no-legacy': ("Leave out the routes of HeyGen's versions 1 and 2", None),
                                    '--open-registration': ('Let strangers make accounts', None),
                                    '--allow-local-webhooks': ('Let webhooks go to this machine and its network',
                                                               None)},
                        'args': []},
              'auth': {'help': "Sign in to HeyGen's cloud.",
                       'commands': {'login': {'help': "Keep the key of an account: in the system's keyring, or in a "
                                                      'file...',
                                              'options': {'--api-key': ('Type the key; it is not shown', None),
                                                          '--oauth': ('Sign in with the browser', None)},
                                              'args': []},
                                    'status': {'help': 'Show the account, and where its key comes from; never the '
                                                       'key.',
                                               'options': {},
                                               'args': []},
                                    'logout': {'help': 'Forget the key that was kept.', 'options': {}, 'args': []}}},
              'api': {'help': "Send one request to HeyGen's API and print the answer as it came.",
                      'options': {'--data': ('The body', 'text'),
                                  '-d': ('The body', 'text'),
                                  '--headers': ('Send a header too', 'text')},
                      'args': [['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], 'text']},
              'asset': {'help': "HeyGen's cloud: files that were uploaded.",
                        'commands': {'create': {'help': 'Upload a file of up to 32 MB.',
                                                'options': {'--file': ('The file; must be given', 'text'),
                                                            '--headers': ('Send a header too', 'text'),
                                                            '--response-schema': ('Print the JSON Schema of the '
                                                                                  'answer',
                                                                                  None)},
                                                'args': []},
                                     'delete': {'help': 'Delete an asset.',
                                                'options': {'--headers': ('Send a header too', 'text'),
                                                            '--response-schema': ('Print the JSON Schema of the '
                                                                                  'answer',
                                                                                  None),
                                                            '--force': ('Do not ask', None),
                                                            '-f': ('Do not ask', None),
                                                            '--yes': ('Do not ask', None),
                                                            '-y': ('Do not ask', None)},
                                                'args': ['text']},
                                     'get': {'help': 'Show an asset.',
                                             'options': {'--headers': ('Send a header too', 'text'),
                                                         '--response-schema': ('Print the JSON Schema of the answer',
                                                                               None)},
                                             'args': ['text']},
                                     'list': {'help': 'List assets.',
                                              'options': {'--username': ('Whose assets; must be given', 'text'),
                                                          '--limit': ('Items on a page; by default 20', 'text'),
                                                          '--token': ('Continue after a page: its next_token',
                                                                      'text'),
                                                          '--folder-id': ("Folder in HeyGen's library", 'text'),
                                                          '--headers': ('Send a header too', 'text'),
                                                          '--response-schema': ('Print the JSON Schema of the answer',
                                                                                None),
                                                          '--all': ('Go through all pages', None)},
                                              'args': []},
                                     'search': {'help': 'Find images and icons.',
                                                'options': {'--query': ('What to look for; must be given', 'text'),
                                                            '--limit': ('Items on a page; by default 20', 'text'),
                                                            '--token': ('Continue after a page: its next_token',
                                                                        'text'),
                                                            '--type': ('Only of this kind: image, icon; must be '
                                                                       'given',
                                                                       'text'),
                                                            '--scope': ('Where to look: public, personal; by default '
                                                                        'public',
                                                                        'text'),
                                                            '--headers': ('Send a header too', 'text'),
                                                            '--response-schema': ('Print the JSON Schema of the '
                                                                                  'answer',
                                                                                  None),
                                                            '--all': ('Go through all pages', None)},
                                                'args': []},
                                     'batches': {'help': "HeyGen's cloud: batches.",
                                                 'commands': {'get': {'help': 'Show a batch of uploads.',
                                                                      'options': {'--limit': ('Items on a page; by '
                                                                                              'default 100',
                                                                                              'text'),
                                                                                  '--token': ('Continue after a '
                                                                                              'page: its next_token',
                                                                                              'text'),
                                                                                  '--headers': ('Send a header too',
                                                                                                'text'),
                                                                                  '--response-schema': ('Print the '
                                                                                                        'JSON Schema '
                                                                                                        'of the '
                                                                                                        'answer',
                                                                                                        None),
                                                                                  '--all': ('Go through all pages',
                                                                                            None)},
                                                                      'args': ['text']}}},
                                     'complete': {'help': "HeyGen's cloud: complete.",
                                                  'commands': {'create': {'help': 'Say that a direct upload is '
                                                                                  'there.',
                                                                          'options': {'--checksum-sha-256': ('SHA-256 '
                                                                                                             'of the '
                                                                                                             'file',
                                                                                                             'text'),
                                                                                      '--headers': ('Send a header '
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
                                                                          'args': ['text']},
                                                               'batches': {'help': "HeyGen's cloud: complete "
                                                                                   'batches.',
                                                                           'commands': {'create': {'help': 'Say that '
                                                                                                           'a batch '
                                                                                                           'of '
                                                                                                           'direct '
                                                                                                           'uploads '
                                                                                                           'is '
                                                                                                           'there.',
                                                                                                   'options': {'--batch-id': ('Id '
                                                                                                                              'of '
                                                                                                                              'the '
                                                                                                                              'batch; '
                                                                                                                              'must '
                                                                                                                              'be '
                                                                                                                              'given',
                                                                                                                              'text'),
                                                                                                               '--headers': ('Send '
                                                                                                                             'a '
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
                                                                                                               '--data': ('The '
                                                                                                                          'body; '
                                                                                                                          'flags '
                                                                                                                          'win',
                                                                                                                          'text'),
                                                                                                               '-d': ('The '
                                                                                                                      'body; '
                                                                                                                      'flags '
                                                                                                                      'win',
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
                                     'direct-uploads': {'help': "HeyGen's cloud: direct-uploads.",
                                                        'commands': {'create': {'help': 'Get a place for a large '
                                                                                        'file.',
                                                                                'options': {'--checksum-sha-256': ('SHA-256 '
                                                                                                                   'of '
                                                                                                                   'the '
                                                                                                                   'file',
                                                                                                                   'text'),
                                                                                            '--content-type': ('Kind '
                                                                                                               'of '
                                                                                                               'the '
                                                                                                               'file, '
                                                                                                               'such '
                                                                                                               'as '
                                                                                                               'video/mp4; '
                                                                                                               'must '
                                                                                                               'be '
                                                                                                               'given',
                                                                                                               'text'),
                                                                                            '--filename': ('Name of '
                                                                                                           'the '
                                                                                                           'file; '
                                                                                                           'must be '
                                                                                                           'given',
                                                                                                           'text'),
                                                                                            '--size-bytes': ('Size '
                                                                                                             'of the '
                                                                                                             'file; '
                                                                                                             'must '
                                                                                                             'be '
                                                                                                             'given',
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
                                                                                            '-d': ('The body; flags '
                                                                                                   'win',
                                                                                                   'text'),
                                                                                            '--request-schema': ('Print '
                                                                                                                 'the '
                                                                                                                 'JSON '
                                                                                                                 'Schema '
                                                                                                                 'of '
                                                                                                                 'the '
                                                                                                                 'body',
                                                                                                                 None)},
                                                                                'args': []},
                                                                     'batches': {'help': "HeyGen's cloud: "
                                                                                         'direct-uploads batches.',
                                                                                 'commands': {'create': {'help': 'Get '
                                                                                                                 'places '
                                                                                                                 'for '
                                                                                                                 'many '
                                                                                                                 'large '
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
                                                                                                                     '--headers': ('Send '
                                                                                                                                   'a '
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
                                                                                                                     '--data': ('The '
                                                                                                                                'body; '
                                                                                                                                'flags '
                                                                                                                                'win',
                                                                                                                                'text'),
                                                                                                                     '-d': ('The '
                                                                                                                            'body; '
                                                                                                                            'flags '
                                                                                                                            'win',
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
                                                                        'options': {'--asset-ids': ('Ids of assets, '
                                                                                                    'with commas',
                                                                                                    'text'),
                                                                                    '--batch-ids': ('Ids of batches, '
                                                                                                    'with commas',
                                                                                                    'text'),
                                                                                    '--headers': ('Send a header too',
                                                                                                  'text'),
                                                                                    '--response-schema': ('Print the '
                                                                                                          'JSON '
                                                                                                          'Schema of '
                                                                                                          'the '
                                                                                                          'answer',
                                                                                                          None)},
                                                                        'args': []}}}}},
              'audio': {'help': "HeyGen's cloud: music and sound effects.",
                        'commands': {'sounds': {'help': "HeyGen's cloud: sounds.",
                                                'commands': {'list': {'help': 'Find music and sound effects.',
                                                                      'options': {'--query': ('What to look for; '
                                                                                              'must be given',
                                                                                              'text'),
                                                                                  '--type': ('Only of this kind: '
                                                                                             'music, sound_effects; '
                                                                                             'by default music',
                                                                                             'text'),
                                                                                  '--limit': ('Items on a page; by '
                                                                                              'default 10',
                                                                                              'text'),
                                                                                  '--min-score': ('How well it must '
                                                                                                  'fit, from 0 to 1; '
                                                                                                  'by default 0.7',
                                                                                                  'text'),
                                                                                  '--token': ('Continue after a '
                                                                                              'page: its next_token',
                                                                                              'text'),
                                                                                  '--headers': ('Send a header too',
                                                                                                'text'),
                                                                                  '--response-schema': ('Print the '
                                                                                                        'JSON Schema '
                                                                                                        'of the '
                                                                                                        'answer',
                                                                                                        None),
                                                                                  '--all': ('Go through all pages',
                                                                                            None)},
                                                                      'args': []}}}}},
              'ai-clipping': {'help': "HeyGen's cloud: highlights of long videos.",
                              'commands': {'create': {'help': 'Cut highlights out of a long video.',
                                                      'options': {'--callback-id': ('Word that comes back with the '
                                                                                    'callback',
                                                                                    'text'),
                                                                  '--callback-url': ('Address that is told when it '
                                                                                     'is done',
                                                                                     'text'),
                                                                  '--input-language': ('Language of what is there',
                                                                                       'text'),
                                                                  '--title': ('Title', 'text'),
                                                                  '--headers': ('Send a header too', 'text'),
                                                                  '--response-schema': ('Print the JSON Schema of '
                                                                                        'the answer',
                                                                                        None),
                                                                  '--data': ('The body; flags win', 'text'),
                                                                  '-d': ('The body; flags win', 'text'),
                                                                  '--request-schema': ('Print the JSON Schema of the '
                                                                                       'body',
                                                                                       None)},
                                                      'args': []},
                                           'delete': {'help': 'Delete a clipping job.',
                                                      'options': {'--headers': ('Send a header too', 'text'),
                                                                  '--response-schema': ('Print the JSON Schema of '
                                                                                        'the answer',
                                                                                        None),
                                                                  '--force': ('Do not ask', None),
                                                                  '-f': ('Do not ask', None),
                                                                  '--yes': ('Do not ask', None),
                                                                  '-y': ('Do not ask', None)},
                                                      'args': ['text']},
                                           'get': {'help': 'Show a clipping job and its clips.',
                                                   'options': {'--headers': ('Send a header too', 'text'),
                                                               '--response-schema': ('Print the JSON Schema of the '
                                                                                     'answer',
                                                                                     None)},
                                                   'args': ['text']},
                                           'list': {'help': 'List clipping jobs.',
                                                    'options': {'--limit': ('Items on a page; by default 10', 'text'),
                                                                '--token': ('Continue after a page: its next_token',
                                                                            'text'),
                                                                '--headers': ('Send a header too', 'text'),
                                                                '--response-schema': ('Print the JSON Schema of the '
                                                                                      'answer',
                                                                                      None),
                                                                '--all': ('Go through all pages', None)},
                                                    'args': []}}},
              'background-removal': {'help': "HeyGen's cloud: people cut out of videos.",
                                     'commands': {'create': {'help': 'Cut a person out of a video.',
                                                             'options': {'--layers': ('What to give back', 'text'),
                                                                         '--request-id': ('Word of yours that names '
                                                                                          'the request',
                                                                                          'text'),
                                                                         '--title': ('Title', 'text'),
                                                                         '--headers': ('Send a header too', 'text'),
                                                                         '--response-schema': ('Print the JSON '
                                                                                               'Schema of the answer',
                                                                                               None),
                                                                         '--data': ('The body; flags win', 'text'),
                                                                         '-d': ('The body; flags win', 'text'),
                                                                         '--request-schema': ('Print the JSON Schema '
                                                                                              'of the body',
                                                                                              None)},
                                                             'args': []},
                                                  'delete': {'help': 'Delete a background removal.',
                                                             'options': {'--headers': ('Send a header too', 'text'),
                                                                         '--response-schema': ('Print the JSON '
                                                                                               'Schema of the answer',
                                                                                               None),
                                                                         '--force': ('Do not ask', None),
                                                                         '-f': ('Do not ask', None),
                                                                         '--yes': ('Do not ask', None),
                                                                         '-y': ('Do not ask', None)},
                                                             'args': ['text']},
                                                  'get': {'help': 'Show a background removal.',
                                                          'options': {'--headers': ('Send a header too', 'text'),
                                                                      '--response-schema': ('Print the JSON Schema '
                                                                                            'of the answer',
                                                                                            None)},
                                                          'args': ['text']},
                                                  'list': {'help': 'List background removals.',
                                                           'options': {'--limit': ('Items on a page; by default 10',
                                                                                   'text'),
                                                                       '--token': ('Continue after a page: its '
                                                                                   'next_token',
                                                                                   'text'),
                                                                       '--headers': ('Send a header too', 'text'),
                                                                       '--response-schema': ('Print the JSON Schema '
                                                                                             'of the answer',
                                                                                             None),
                                                                       '--all': ('Go through all pages', None)},
                                                           'args': []}}},
              'brand': {'help': "HeyGen's cloud: brand kits and glossaries.",
                        'commands': {'glossaries': {'help': "HeyGen's cloud: glossaries.",
                                                    'commands': {'list': {'help': 'List glossaries.',
                                                                          'options': {'--limit': ('Items on a page; '
                                                                                                  'by default 10',
                                                                                                  'text'),
                                                                                      '--token': ('Continue after a '
                                                                                                  'page: its '
                                                                                                  'next_token',
                                                                                                  'text'),
                                                                                      '--headers': ('Send a header '
                                                                                                    'too',
                                                                                                    'text'),
                                                                                      '--response-schema': ('Print '
                                                                                                            'the '
                                                                                                            'JSON '
                                                                                                            'Schema '
                                                                                                            'of the '
                                                                                                            'answer',
                                                                                                            None),
                                                                                      '--all': ('Go through all '
                                                                                                'pages',
                                                                                                None)},
                                                                          'args': []}}},
                                     'kits': {'help': "HeyGen's cloud: kits.",
                                              'commands': {'list': {'help': 'List brand kits.',
                                                                    'options': {'--limit': ('Items on a page; by '
                                                                                            'default 20',
                                                                                            'text'),
                                                                                '--token': ('Continue after a page: '
                                                                                            'its next_token',
                                                                                            'text'),
                                                                                '--headers': ('Send a header too',
                                                                                              'text'),
                                                                                '--response-schema': ('Print the '
                                                                                                      'JSON Schema '
                                                                                                      'of the answer',
                                                                                                      None),
                                                                                '--all': ('Go through all pages',
                                                                                          None)},
                                                                    'args': []}}}}},
              'lipsync': {'help': "HeyGen's cloud: other speech for videos.",
                          'commands': {'create': {'help': 'Give a video other speech.',
                                                  'options': {'--callback-id': ('Word that comes back with the '
                                                                                'callback',
                                                                                'text'),
                                                              '--callback-url': ('Address that is told when it is '
                                                                                 'done',
                                                                                 'text'),
                                                              '--disable-music-track': ('Leave the music out; by '
                                                                                        'default false',
                                                                                        None),
                                                              '--no-disable-music-track': ('Leave the music out; by '
                                                                                           'default false',
                                                                                           None),
                                                              '--enable-caption': ('Captions in the picture; by '
                                                                                   'default false',
                                                                                   None),
                                                              '--no-enable-caption': ('Captions in the picture; by '
                                                                                      'default false',
                                                                                      None),
                                                              '--enable-dynamic-duration': ('Let the length follow '
                                                                                            'the speech; by default '
                                                                                            'true',
                                                                                            None),
                                                              '--no-enable-dynamic-duration': ('Let the length '
                                                                                               'follow the speech; '
                                                                                               'by default true',
                                                                                               None),
                                                              '--enable-speech-enhancement': ('Clean the speech; by '
                                                                                              'default false',
                                                                                              None),
                                                              '--no-enable-speech-enhancement': ('Clean the speech; '
                                                                                                 'by default false',
                                                                                                 None),
                                                              '--enable-watermark': ("Show HeyGen's watermark; by "
                                                                                     'default false',
                                                                                     None),
                                                              '--no-enable-watermark': ("Show HeyGen's watermark; by "
                                                                                        'default false',
                                                                                        None),
                                                              '--end-time': ('Where to end, in seconds', 'text'),
                                                              '--folder-id': ("Folder in HeyGen's library", 'text'),
                                                              '--fps-mode': ('What becomes of the pictures a second',
                                                                             'text'),
                                                              '--keep-the-same-format': ('Keep the format of what is '
                                                                                         'there',
                                                                                         None),
                                                              '--no-keep-the-same-format': ('Keep the format of what '
                                                                                            'is there',
                                                                                            None),
                                                              '--mode': ('How to go about it: speed, precision; by '
                                                                         'default speed',
                                                                         'text'),
                                                              '--start-time': ('Where to begin, in seconds', 'text'),
                                                              '--title': ('Title', 'text'),
                                                              '--headers': ('Send a header too', 'text'),
                                                              '--response-schema': ('Print the JSON Schema of the '
                                                                                    'answer',
                                                                                    None),
                                                              '--data': ('The body; flags win', 'text'),
                                                              '-d': ('The body; flags win', 'text'),
                                                              '--request-schema': ('Print the JSON Schema of the '
                                                                                   'body',
                                                                                   None),
                                                              '--wait': ('Wait until it is made', None),
                                                              '--timeout': ('How long to wait: 90s, 20m, 1h30m',
                                                                            'text')},
                                                  'args': []},
                                       'delete': {'help': 'Delete a lip-sync.',
                                                  'options': {'--headers': ('Send a header too', 'text'),
                                                              '--response-schema': ('Print the JSON Schema of the '
                                                                                    'answer',
                                                                                    None),
                                                              '--force': ('Do not ask', None),
                                                              '-f': ('Do not ask', None),
                                                              '--yes': ('Do not ask', None),
                                                              '-y': ('Do not ask', None)},
                                                  'args': ['text']},
                                       'get': {'help': 'Show a lip-sync.',
                                               'options': {'--headers': ('Send a header too', 'text'),
                                                           '--response-schema': ('Print the JSON Schema of the '
                                                                                 'answer',
                                                                                 None)},
                                               'args': ['text']},
                                       'list': {'help': 'List lip-syncs.',
                                                'options': {'--limit': ('Items on a page; by default 10', 'text'),
                                                            '--token': ('Continue after a page: its next_token',
                                                                        'text'),
                                                            '--headers': ('Send a header too', 'text'),
                                                            '--response-schema': ('Print the JSON Schema of the '
                                                                                  'answer',
                                                                                  None),
                                                            '--all': ('Go through all pages', None)},
                                                'args': []},
                                       'update': {'help': 'Rename a lip-sync.',
                                                  'options': {'--title': ('Title; must be given', 'text'),
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
                                       'batches': {'help': "HeyGen's cloud: batches.",
                                                   'commands': {'create': {'help': 'Put many lip-syncs into one '
                                                                                   'batch.',
                                                                           'options': {'--callback-url': ('Address '
                                                                                                          'that is '
                                                                                                          'told when '
                                                                                                          'it is '
                                                                                                          'done',
                                                                                                          'text'),
                                                                                       '--title': ('Title', 'text'),
                                                                                       '--headers': ('Send a header '
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
                                                                                                            'the '
                                                                                                            'JSON '
                                                                                                            'Schema '
                                                                                                            'of the '
                                                                                                            'body',
                                                                                                            None)},
                                                                           'args': []},
                                                                'get': {'help': 'Show a batch of lip-syncs.',
                                                                        'options': {'--limit': ('Items on a page; by '
                                                                                                'default 100',
                                                                                                'text'),
                                                                                    '--token': ('Continue after a '
                                                                                                'page: its '
                                                                                                'next_token',
                                                                                                'text'),
                                                                                    '--headers': ('Send a header too',
                                                                                                  'text'),
                                                                                    '--response-schema': ('Print the '
                                                                                                          'JSON '
                                                                                                          'Schema of '
                                                                                                          'the '
                                                                                                          'answer',
                                                                                                          None),
                                                                                    '--all': ('Go through all pages',
                                                                                              None)},
                                                                        'args': ['text']}}},
                                       'statuses': {'help': "HeyGen's cloud: statuses.",
                                                    'commands': {'list': {'help': 'Show how far several lip-syncs '
                                                                                  'are.',
                                                                          'options': {'--lipsync-ids': ('Ids of '
                                                                                                        'lip-syncs, '
                                                                                                        'with commas',
                                                                                                        'text'),
                                                                                      '--batch-ids': ('Ids of '
                                                                                                      'batches, with '
                                                                                                      'commas',
                                                                                                      'text'),
                                                                                      '--headers': ('Send a header '
                                                                                                    'too',
                                                                                                    'text'),
                                                                                      '--response-schema': ('Print '
                                                                                                            'the '
                                                                                                            'JSON '
                                                                                                            'Schema '
                                                                                                            'of the '
                                                                                                            'answer',
                                                                                                            None)},
                                                                          'args': []}}}}},
              'video-translate': {'help': "HeyGen's cloud: videos in other languages.",
                                  'commands': {'create': {'help': 'Translate a video.',
                                                          'options': {'--brand-glossary-id': ('Glossary for names '
                                                                                              'and terms',
                                                                                              'text'),
                                                                      '--brand-voice-id': ('Brand voice to write in',
                                                                                           'text'),
                                                                      '--callback-id': ('Word that comes back with '
                                                                                        'the callback',
                                                                                        'text'),
                                                                      '--callback-url': ('Address that is told when '
                                                                                         'it is done',
                                                                                         'text'),
                                                                      '--disable-music-track': ('Leave the music '
                                                                                                'out; by default '
                                                                                                'false',
                                                                                                None),
                                                                      '--no-disable-music-track': ('Leave the music '
                                                                                                   'out; by default '
                                                                                                   'false',
                                                                                                   None),
                                                                      '--enable-caption': ('Captions in the picture; '
                                                                                           'by default false',
                                                                                           None),
                                                                      '--no-enable-caption': ('Captions in the '
                                                                                              'picture; by default '
                                                                                              'false',
                                                                                              None),
                                                                      '--enable-dynamic-duration': ('Let the length '
                                                                                                    'follow the '
                                                                                                    'speech; by '
                                                                                                    'default true',
                                                                                                    None),
                                                                      '--no-enable-dynamic-duration': ('Let the '
                                                                                                       'length '
                                                                                                       'follow the '
                                                                                                       'speech; by '
                                                                                                       'default true',
                                                                                                       None),
                                                                      '--enable-speech-enhancement': ('Clean the '
                                                                                                      'speech; by '
                                                                                                      'default false',
                                                                                                      None),
                                                                      '--no-enable-speech-enhancement': ('Clean the '
                                                                                                         'speech; by '
                                                                                                         'default '
                                                                                                         'false',
                                                                                                         None),
                                                                      '--enable-watermark': ("Show HeyGen's "
                                                                                             'watermark; by default '
                                                                                             'false',
                                                                                             None),
                                                                      '--no-enable-watermark': ("Show HeyGen's "
                                                                                                'watermark; by '
                                                                                                'default false',
                                                                                                None),
                                                                      '--end-time': ('Where to end, in seconds',
                                                                                     'text'),
                                                                      '--folder-id': ("Folder in HeyGen's library",
                                                                                      'text'),
                                                                      '--fps-mode': ('What becomes of the pictures a '
                                                                                     'second: vfr, cfr, passthrough',
                                                                                     'text'),
                                                                      '--input-language': ('Language of what is '
                                                                                           'there',
                                                                                           'text'),
                                                                      '--keep-the-same-format': ('Keep the format of '
                                                                                                 'what is there',
                                                                                                 None),
                                                                      '--no-keep-the-same-format': ('Keep the format '
                                                                                                    'of what is '
                                                                                                    'there',
                                                                                                    None),
                                                                      '--mode': ('How to go about it: speed, '
                                                                                 'precision; by default speed',
                                                                                 'text'),
                                                                      '--output-languages': ('Languages to make, '
                                                                                             'with commas; must be '
                                                                                             'given',
                                                                                             'text'),
                                                                      '--speaker-num': ('How many people speak',
                                                                                        'text'),
                                                                      '--srt-role': ('What the subtitles are of: '
                                                                                     'input, output',
                                                                                     'text'),
                                                                      '--start-time': ('Where to begin, in seconds',
                                                                                       'text'),
                                                                      '--title': ('Title', 'text'),
                                                                      '--translate-audio-only': ('Leave the lips as '
                                                                                                 'they are; by '
                                                                                                 'default false',
                                                                                                 None),
                                                                      '--no-translate-audio-only': ('Leave the lips '
                                                                                                    'as they are; by '
                                                                                                    'default false',
                                                                                                    None),
                                                                      '--headers': ('Send a header too', 'text'),
                                                                      '--response-schema': ('Print the JSON Schema '
                                                                                            'of the answer',
                                                                                            None),
                                                                      '--data': ('The body; flags win', 'text'),
                                                                      '-d': ('The body; flags win', 'text'),
                                                                      '--request-schema': ('Print the JSON Schema of '
                                                                                           'the body',
                                                                                           None),
                                                                      '--wait': ('Wait until it is made', None),
                                                                      '--timeout': ('How long to wait: 90s, 20m, '
                                                                                    '1h30m',
                                                                                    'text')},
                                                          'args': []},
                                               'delete': {'help': 'Delete a translation.',
                                                          'options': {'--headers': ('Send a header too', 'text'),
                                                                      '--response-schema': ('Print the JSON Schema '
                                                                                            'of the answer',
                                                                                            None),
                                                                      '--force': ('Do not ask', None),
                                                                      '-f': ('Do not ask', None),
                                                                      '--yes': ('Do not ask', None),
                                                                      '-y': ('Do not ask', None)},
                                                          'args': ['text']},
                                               'get': {'help': 'Show a translation.',
                                                       'options': {'--headers': ('Send a header too', 'text'),
                                                                   '--response-schema': ('Print the JSON Schema of '
                                                                                         'the answer',
                                                                                         None)},
                                                       'args': ['text']},
                                               'list': {'help': 'List translations.',
                                                        'options': {'--limit': ('Items on a page; by default 10',
                                                                                'text'),
                                                                    '--token': ('Continue after a page: its '
                                                                                'next_token',
                                                                                'text'),
                                                                    '--headers': ('Send a header too', 'text'),
                                                                    '--response-schema': ('Print the JSON Schema of '
                                                                                          'the answer',
                                                                                          None),
                                                                    '--all': ('Go through all pages', None)},
                                                        'args': []},
                                               'update': {'help': 'Rename a translation.',
                                                          'options': {'--title': ('Title; must be given', 'text'),
                                                                      '--headers': ('Send a header too', 'text'),
                                                                      '--response-schema': ('Print the JSON Schema '
                                                                                            'of the answer',
                                                                                            None),
                                                                      '--data': ('The body; flags win', 'text'),
                                                                      '-d': ('The body; flags win', 'text'),
                                                                      '--request-schema': ('Print the JSON Schema of '
                                                                                           'the body',
                                                                                           None)},
                                                          'args': ['text']},
                                               'batches': {'help': "HeyGen's cloud: batches.",
                                                           'commands': {'create': {'help': 'Put many translations '
                                                                                           'into one batch.',
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
                                                                                   'args': []},
                                                                        'get': {'help': 'Show a batch of '
                                                                                        'translations.',
                                                                                'options': {'--limit': ('Items on a '
                                                                                                        'page; by '
                                                                                                        'default 100',
                                                                                                        'text'),
                                                                                            '--token': ('Continue '
                                                                                                        'after a '
                                                                                                        'page: its '
                                                                                                        'next_token',
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
                                                                                            '--all': ('Go through '
                                                                                                      'all pages',
                                                                                                      None)},
                                                                                'args': ['text']}}},
                                               'languages': {'help': "HeyGen's cloud: languages.",
                                                             'commands': {'list': {'help': 'List the languages.',
                                                                                   'options': {'--headers': ('Send a '
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
                                                                                                                     None)},
                                                                                   'args': []}}},
                                               'proofreads': {'help': "HeyGen's cloud: proofreads.",
                                                              'commands': {'create': {'help': 'Get a translation to '
                                                                                              'proofread.',
                                                                                      'options': {'--brand-glossary-id': ('Glossary '
                                                                                                                          'for '
                                                                                                                          'names '
                                                                                                                          'and '
                                                                                                                          'terms',
                                                                                                                          'text'),
                                                                                                  '--brand-voice-id': ('Brand '
                                                                                                                       'voice '
                                                                                                                       'to '
                                                                                                                       'write '
                                                                                                                       'in',
                                                                                                                       'text'),
                                                                                                  '--disable-music-track': ('Leave '
                                                                                                                            'the '
                                                                                                                            'music '
                                                                                                                            'out; '
                                                                                                                            'by '
                                                                                                                            'default '
                                                                                                                            'false',
                                                                                                                            None),
                                                                                                  '--no-disable-music-track': ('Leave '
                                                                                                                               'the '
                                                                                                                               'music '
                                                                                                                               'out; '
                                                                                                                               'by '
                                                                                                                               'default '
                                                                                                                               'false',
                                                                                                                               None),
                                                                                                  '--enable-speech-enhancement': ('Clean '
                                                                                                                                  'the '
                                                                                                                                  'speech; '
                                                                                                                                  'by '
                                                                                                                                  'default '
                                                                                                                                  'false',
                                                                                                                                  None),
                                                                                                  '--no-enable-speech-enhancement': ('Clean '
                                                                                                                                     'the '
                                                                                                                                     'speech; '
                                                                                                                                     'by '
                                                                                                                                     'default '
                                                                                                                                     'false',
                                                                                                                                     None),
                                                                                                  '--enable-video-stretching': ('Slow '
                                                                                                                                'the '
                                                                                                                                'picture '
                                                                                                                                'down '
                                                                                                                                'to '
                                                                                                                                'fit '
                                                                                                                                'the '
                                                                                                                                'speech; '
                                                                                                                                'by '
                                                                                                                                'default '
                                                                                                                                'false',
                                                                                                                                None),
                                                                                                  '--no-enable-video-stretching': ('Slow '
                                                                                                                                   'the '
                                                                                                                                   'picture '
                                                                                                                                   'down '
                                                                                                                                   'to '
                                                                                                                                   'fit '
                                                                                                                                   'the '
                                                                                                                                   'speech; '
                                                                                                                                   'by '
                                                                                                                                   'default '
                                                                                                                                   'false',
                                                                                                                                   None),
                                                                                                  '--folder-id': ('Folder '
                                                                                                                  'in '
                                                                                                                  "HeyGen's "
                                                                                                                  'library',
                                                                                                                  'text'),
                                                                                                  '--keep-the-same-format': ('Keep '
                                                                                                                             'the '
                                                                                                                             'format '
                                                                                                                             'of '
                                                                                                                             'what '
                                                                                                                             'is '
                                                                                                                             'there; '
                                                                                                                             'by '
                                                                                                                             'default '
                                                                                                                             'false',
                                                                                                                             None),
                                                                                                  '--no-keep-the-same-format': ('Keep '
                                                                                                                                'the '
                                                                                                                                'format '
                                                                                                                                'of '
                                                                                                                                'what '
                                                                                                                                'is '
                                                                                                                                'there; '
                                                                                                                                'by '
                                                                                                                                'default '
                                                                                                                                'false',
                                                                                                                                None),
                                                                                                  '--mode': ('How to '
                                                                                                             'go '
                                                                                                             'about '
                                                                                                             'it: '
                                                                                                             'speed, '
                                                                                                             'precision; '
                                                                                                             'by '
                                                                                                             'default '
                                                                                                             'speed',
                                                                                                             'text'),
                                                                                                  '--output-languages': ('Languages '
                                                                                                                         'to '
                                                                                                                         'make, '
                                                                                                                         'with '
                                                                                                                         'commas; '
                                                                                                                         'must '
                                                                                                                         'be '
                                                                                                                         'given',
                                                                                                                         'text'),
                                                                                                  '--speaker-num': ('How '
                                                                                                                    'many '
                                                                                                                    'people '
                                                                                                                    'speak',
                                                                                                                    'text'),
                                                                                                  '--title': ('Title; '
                                                                                                              'must '
                                                                                                              'be '
                                                                                                              'given',
                                                                                                              'text'),
                                                                                                  '--headers': ('Send '
                                                                                                                'a '
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
                                                                                                  '--data': ('The '
                                                                                                             'body; '
                                                                                                             'flags '
                                                                                                             'win',
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
                                                                                      'args': []},
                                                                           'generate': {'help': 'Make the video of a '
                                                                                                'proofread '
                                                                                                'translation.',
                                                                                        'options': {'--callback-id': ('Word '
                                                                                                                      'that '
                                                                                                                      'comes '
                                                                                                                      'back '
                                                                                                                      'with '
                                                                                                                      'the '
                                                                                                                      'callback',
                                                                                                                      'text'),
                                                                                                    '--callback-url': ('Address '
                                                                                                                       'that '
                                                                                                                       'is '
                                                                                                                       'told '
                                                                                                                       'when '
                                                                                                                       'it '
                                                                                                                       'is '
                                                                                                                       'done',
                                                                                                                       'text'),
                                                                                                    '--captions': ('Captions '
                                                                                                                   'in '
                                                                                                                   'the '
                                                                                                                   'picture; '
                                                                                                                   'by '
                                                                                                                   'default '
                                                                                                                   'false',
                                                                                                                   None),
                                                                                                    '--no-captions': ('Captions '
                                                                                                                      'in '
                                                                                                                      'the '
                                                                                                                      'picture; '
                                                                                                                      'by '
                                                                                                                      'default '
                                                                                                                      'false',
                                                                                                                      None),
                                                                                                    '--translate-audio-only': ('Leave '
                                                                                                                               'the '
                                                                                                                               'lips '
                                                                                                                               'as '
                                                                                                                               'they '
                                                                                                                               'are; '
                                                                                                                               'by '
                                                                                                                               'default '
                                                                                                                               'false',
                                                                                                                               None),
                                                                                                    '--no-translate-audio-only': ('Leave '
                                                                                                                                  'the '
                                                                                                                                  'lips '
                                                                                                                                  'as '
                                                                                                                                  'they '
                                                                                                                                  'are; '
                                                                                                                                  'by '
                                                                                                                                  'default '
                                                                                                                                  'false',
                                                                                                                                  None),
                                                                                                    '--headers': ('Send '
                                                                                                                  'a '
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
                                                                                                    '--data': ('The '
                                                                                                               'body; '
                                                                                                               'flags '
                                                                                                               'win',
                                                                                                               'text'),
                                                                                                    '-d': ('The '
                                                                                                           'body; '
                                                                                                           'flags '
                                                                                                           'win',
                                                                                                           'text'),
                                                                                                    '--request-schema': ('Print '
                                                                                                                         'the '
                                                                                                                         'JSON '
                                                                                                                         'Schema '
                                                                                                                         'of '
                                                                                                                         'the '
                                                                                                                         'body',
                                                                                                                         None)},
                                                                                        'args': ['text']},
                                                                           'get': {'help': 'Show a proofread.',
                                                                                   'options': {'--headers': ('Send a '
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
                                                                                                                     None)},
                                                                                   'args': ['text']},
                                                                           'srt': {'help': "HeyGen's cloud: "
                                                                                           'proofreads srt.',
                                                                                   'commands': {'get': {'help': 'Get '
                                                                                                                'the '
                                                                                                                'subtitles '
                                                                                                                'of '
                                                                                                                'a '
                                                                                                                'proofread.',
                                                                                                        'options': {'--headers': ('Send '
                                                                                                                                  'a '
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
                                                                                                                                          None)},
                                                                                                        'args': ['text']},
                                                                                                'update': {'help': 'Replace '
                                                                                                                   'the '
                                                                                                                   'subtitles '
                                                                                                                   'of '
                                                                                                                   'a '
                                                                                                                   'proofread.',
                                                                                                           'options': {'--headers': ('Send '
                                                                                                                                     'a '
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
                                                                                                                       '--data': ('The '
                                                                                                                                  'body; '
                                                                                                                                  'flags '
                                                                                                                                  'win',
                                                                                                                                  'text'),
                                                                                                                       '-d': ('The '
                                                                                                                              'body; '
                                                                                                                              'flags '
                                                                                                                              'win',
                                                                                                                              'text'),
                                                                                                                       '--request-schema': ('Print '
                                                                                                                                            'the '
                                                                                                                                            'JSON '
                                                                                                                                            'Schema '
                                                                                                                                            'of '
                                                                                                                                            'the '
                                                                                                                                            'body',
                                                                                                                                            None)},
                                                                                                           'args': ['text']}}}}},
                                               'statuses': {'help': "HeyGen's cloud: statuses.",
                                                            'commands': {'list': {'help': 'Show how far several '
                                                                                          'translations are.',
                                                                                  'options': {'--video-translation-ids': ('Ids '
                                                                                                                          'of '
                                                                                                                          'translations, '
                                                                                                                          'with '
                                                                                                                          'commas',
                                                                                                                          'text'),
                                                                                              '--batch-ids': ('Ids '
                                                                                                              'of '
                                                                                                              'batches, '
                                                                                                              'with '
                                                                                                              'commas',
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
                                                                                                                    None)},
                                                                                  'args': []}}}}},
              'user': {'help': "People who use this machine's server, and the keys they give to...",
                       'commands': {'register': {'help': 'Make an account for somebody.',
                                                 'options': {'--role': ('admin, creator or viewer', 'text'),
                                                             '--name': ('What they are called', 'text'),
                                                             '--invite': ('Ask for no password; print a token that '
                                                                          'sets one, once',
                                                                          None)},
                                                 'args': ['text']},
                                    'login': {'help': 'Sign in: what is made from now on is theirs, and only theirs '
                                                      'is seen.',
                                              'options': {},
                                              'args': ['text']},
                                    'logout': {'help': 'Sign out, and be the person of this machine again.',
                                               'options': {},
                                               'args': []},
                                    'whoami': {'help': 'Show who one is here.', 'options': {}, 'args': []},
                                    'update': {'help': "Change an account: one's own, or, as an admin, anybody's.",
                                               'options': {'--email': ('Another address', 'text'),
                                                           '--name': ('Another name', 'text'),
                                                           '--role': ('Another role: admin, creator or viewer',
                                                                      'text'),
                                                           '--password': ('Set a password: typed, or a line of '
                                                                          'standard input',
                                                                          None)},
                                               'args': ['text']},
                                    'list': {'help': 'List everyone who has an account.',
                                             'options': {'--limit': ('Users on a page, 1 to 100', 'text'),
                                                         '--token': ('Where to go on: next_token of the page before',
                                                                     'text')},
                                             'args': []},
                                    'disable': {'help': 'Shut somebody out at once, with all their sessions and '
                                                        'keys; what...',
                                                'options': {'--undo': ('Let them in again', None)},
                                                'args': ['text']},
                                    'token': {'help': 'Keys for programs: made, listed, revoked.',
                                              'commands': {'create': {'help': 'Make a key for a program, and show it '
                                                                              'this once.',
                                                                      'options': {'--scope': ('read, write or admin; '
                                                                                              'repeatable',
                                                                                              'text'),
                                                                                  '--days': ('Ends after so many '
                                                                                             'days',
                                                                                             'text'),
                                                                                  '--user': ('Somebody else; for '
                                                                                             'admins',
                                                                                             'text')},
                                                                      'args': ['text']},
                                                           'list': {'help': 'List the keys one has given out; never '
                                                                            'the keys themselves.',
                                                                    'options': {'--user': ('Somebody else; for '
                                                                                           'admins',
                                                                                           'text')},
                                                                    'args': []},
                                                           'revoke': {'help': 'End a key, at once.',
                                                                      'options': {'--user': ('Somebody else; for '
                                                                                             'admins',
                                                                                             'text')},
                                                                      'args': ['setting']}}}}},
              'video-agent': {'help': 'Have films made of a wish: a language model writes the storyboard,...',
                              'commands': {'create': {'help': 'Have a film written and rendered; its storyboard is '
                                                              'kept beside it,...',
                                                      'options': {'--prompt': ("The same, as HeyGen's program has it",
                                                                               'text'),
                                                                  '--avatar-id': ('Who presents: heygen avatar list',
                                                                                  'avatar'),
                                                                  '--avatar': ('Who presents: heygen avatar list',
                                                                               'avatar'),
                                                                  '--voice-id': ('Who speaks: heygen voice list',
                                                                                 'voice'),
                                                                  '--voice': ('Who speaks: heygen voice list',
                                                                              'voice'),
                                                                  '--orientation': ('landscape | portrait',
                                                                                    ['landscape', 'portrait']),
                                                                  '--scenes': ('How many scenes', 'text'),
                                                                  '-s': ('How many scenes', 'text'),
                                                                  '--tone': ('How it should sound: warm, '
                                                                             'matter-of-fact, funny …',
                                                                             'text'),
                                                                  '--length': ('How long it should be: 60s, 2m, 1:30',
                                                                               'text'),
                                                                  '--language': ('In which language: de, pt-BR …; by '
                                                                                 'default that of the topic',
                                                                                 'text'),
                                                                  '--model': ('Which model; else HEYGEN_LLM_MODEL',
                                                                              'text'),
                                                                  '--quality': ('draft | standard | high',
                                                                                ['draft', 'standard', 'high']),
                                                                  '--output': ('Where to; by default ./TITLE.mp4; '
                                                                               'the storyboard lies beside',
                                                                               'text'),
                                                                  '-o': ('Where to; by default ./TITLE.mp4; the '
                                                                         'storyboard lies beside',
                                                                         'text'),
                                                                  '--force': ('Replace or remove without asking',
                                                                              None),
                                                                  '-f': ('Replace or remove without asking', None),
                                                                  '--yes': ('Replace or remove without asking', None),
                                                                  '-y': ('Replace or remove without asking', None),
                                                                  '--open': ('Show the finished video in the default '
                                                                             'player',
                                                                             None),
                                                                  '--max-cost': ('Stop before it would cost more '
                                                                                 'than this',
                                                                                 'text'),
                                                                  '--allow-unknown-cost': ('Pay for work although '
                                                                                           'nobody says what it '
                                                                                           'costs',
                                                                                           None)},
                                                      'args': ['text']}}},
              'webhook': {'help': 'Hear from HeyGen when something is done.',
                          'commands': {'listen': {'help': "Receive HeyGen's events and print each as a line of JSON.",
                                                  'options': {'--port': ('Where to listen; 0 takes any that is free',
                                                                         'text'),
                                                              '--host': ('Who is heard: only this machine unless '
                                                                         'said otherwise',
                                                                         'text'),
                                                              '--secret-env': ('Variable with the secret; - reads it '
                                                                               'from stdin',
                                                                               'text'),
                                                              '--secret': ('Variable with the secret; - reads it '
                                                                           'from stdin',
                                                                           'text'),
                                                              '--exec': ('Run with each event on its stdin', 'text'),
                                                              '--once': ('End after the first event', None)},
                                                  'args': []}}},
              'completion': {'help': 'Complete commands, options and ids with TAB.',
                             'commands': {'bash': {'help': 'Print the script for bash.', 'options': {}, 'args': []},
                                          'zsh': {'help': 'Print the script for zsh.', 'options': {}, 'args': []},
                                          'fish': {'help': 'Print the script for fish.', 'options': {}, 'args': []},
                                          'powershell': {'help': 'Print the script for PowerShell.',
                                                         'options': {},
                                                         'args': []},
                                          'install': {'help': 'Put the script where the shell finds it by itself.',
                                                      'options': {},
                                                      'args': [['bash', 'zsh', 'fish', 'powershell']]}}},
              'doctor': {'help': 'Check that this machine can make videos, and say how to mend what...',
                         'options': {},
                         'args': []}}}
