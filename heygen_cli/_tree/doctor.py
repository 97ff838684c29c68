"""``heygen doctor``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Check that this machine can make videos, and say how to mend what...', 'options': {}, 'args': []}
