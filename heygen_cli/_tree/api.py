"""``heygen api``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': "Send one request to HeyGen's API and print the answer as it came.",
 'options': {'--data': ('The body', 'text'), '-d': ('The body', 'text'), '--headers': ('Send a header too', 'text')},
 'args': [['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], 'text']}
