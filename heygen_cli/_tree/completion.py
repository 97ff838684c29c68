"""``heygen completion``, for completion. Made by `just generate`; do not edit."""

# fmt: off
NODE = {'help': 'Complete commands, options and ids with TAB.',
 'commands': {'bash': {'help': 'Print the script for bash.', 'options': {}, 'args': []},
              'zsh': {'help': 'Print the script for zsh.', 'options': {}, 'args': []},
              'fish': {'help': 'Print the script for fish.', 'options': {}, 'args': []},
              'powershell': {'help': 'Print the script for PowerShell.', 'options': {}, 'args': []},
              'install': {'help': 'Put the script where the shell finds it by itself.',
                          'options': {},
                          'args': [['bash', 'zsh', 'fish', 'powershell']]}}}
