# heygen completion for fish
function __heygen_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (_HEYGEN_COMPLETE=fish $words[1] $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c heygen -f -a '(__heygen_complete)'
complete -c heygen-cli -f -a '(__heygen_complete)'
