"""``heygen serve``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "Serve HeyGen's API: programs written for it work here, offline,...",
 'options': {'--host': ('Where to listen; 0.0.0.0 is for everyone who can reach it', 'text'),
             '--port': ('Which port', 'text'),
             '-p': ('Which port', 'text'),
             '--workers': ('Films made at once', 'text'),
             '-w': ('Films made at once', 'text'),
             '--no-auth': ('Ask nobody for a key; on this machine only', None),
             '--no-legacy': ("Leave out the routes of HeyGen's versions 1 and 2", None),
             '--open-registration': ('Let strangers make accounts', None),
             '--allow-local-webhooks': ('Let webhooks go to this machine and its network', None)},
 'args': []}
