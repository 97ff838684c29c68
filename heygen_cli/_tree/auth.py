"""``heygen auth``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "Sign in to HeyGen's cloud.",
 'commands': {'login': {'help': "Keep the key of an account: in the system's keyring, or in a file...",
                        'options': {'--api-key': ('Type the key; it is not shown', None),
                                    '--oauth': ('Sign in with the browser', None)},
                        'args': []},
              'status': {'help': 'Show the account, and where its key comes from; never the key.',
                         'options': {},
                         'args': []},
              'logout': {'help': 'Forget the key that was kept.', 'options': {}, 'args': []}}}
