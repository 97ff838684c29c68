"""``heygen webhook``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Hear from HeyGen when something is done.',
 'commands': {'listen': {'help': "Receive HeyGen's events and print each as a line of JSON.",
                         'options': {'--port': ('Where to listen; 0 takes any that is free', 'text'),
                                     '--host': ('Who is heard: only this machine unless said otherwise', 'text'),
                                     '--secret-env': ('Variable with the secret; - reads it from stdin', 'text'),
                                     '--secret': ('Variable with the secret; - reads it from stdin', 'text'),
                                     '--exec': ('Run with each event on its stdin', 'text'),
                                     '--once': ('End after the first event', None)},
                         'args': []}}}
