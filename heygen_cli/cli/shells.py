"""The completion scripts, and where each shell looks for its own.

They are thin: a shell asks ``heygen`` itself, with ``_HEYGEN_COMPLETE`` naming the shell and the words up to the
cursor as arguments, and gets one candidate per line, with a tab before its description. So they are never out of date,
and what comes back is data, never evaluated. No candidates means file names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_BASH = """\
# heygen completion for bash
_heygen() {
    local IFS=$'\\n'
    COMPREPLY=($(_HEYGEN_COMPLETE=bash "${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _heygen heygen heygen-cli
"""

# The first line must be the tag, or compinit does not register the file; the last one makes the first TAB work.
_ZSH = """\
#compdef heygen heygen-cli
_heygen() {
    local -a candidates
    candidates=(${(f)"$(_HEYGEN_COMPLETE=zsh ${words[1]} "${(@Q)words[2,CURRENT]}" 2>/dev/null)"})
    if (( ${#candidates} )); then
        _describe -V 'heygen' candidates
    else
        _files
    fi
}
if [[ "${funcstack[1]}" == "_heygen" ]]; then
    _heygen "$@"
else
    compdef _heygen heygen heygen-cli
fi
"""

_FISH = """\
# heygen completion for fish
function __heygen_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (_HEYGEN_COMPLETE=fish $words[1] $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c heygen -f -a '(__heygen_complete)'
complete -c heygen-cli -f -a '(__heygen_complete)'
"""

_POWERSHELL = """\
# heygen completion for PowerShell
Register-ArgumentCompleter -Native -CommandName heygen, heygen-cli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition } |
        ForEach-Object { $_.ToString() })
    if (-not $wordToComplete) { $words += '""' }
    $program, $rest = $words
    $env:_HEYGEN_COMPLETE = 'powershell'
    try {
        & $program @rest 2>$null | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $(if ($help) { $help } else { $value }))
        }
    } finally {
        Remove-Item Env:_HEYGEN_COMPLETE
    }
}
"""


@dataclass(frozen=True)
class Shell:
    """One shell: the file in ``completions/``, its text, and what is left to do by hand after installing it."""

    file: str
    script: str
    afterwards: str = "Open a new terminal to use it."


SHELLS = {
    "bash": Shell("heygen.bash", _BASH),
    "zsh": Shell(
        "_heygen",
        _ZSH,
        "If zsh does not find it, put this before compinit in ~/.zshrc: fpath=({folder} $fpath)",
    ),
    "fish": Shell("heygen.fish", _FISH),
    "powershell": Shell("heygen.ps1", _POWERSHELL, "Add this line to your $PROFILE: . '{path}'"),
}


def place(shell: str, environ: Mapping[str, str], home: Path) -> Path:
    """Where a shell loads completions from without any start-up file being edited (but see ``afterwards``)."""
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    places = {
        "bash": data / "bash-completion" / "completions" / "heygen",
        "zsh": data / "zsh" / "site-functions" / "_heygen",
        "fish": settings / "fish" / "completions" / "heygen.fish",
        "powershell": settings / "powershell" / "heygen.ps1",
    }
    return places[shell]
