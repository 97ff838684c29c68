# heygen completion for bash
_heygen() {
    local IFS=$'\n'
    COMPREPLY=($(_HEYGEN_COMPLETE=bash "${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _heygen heygen heygen-cli
