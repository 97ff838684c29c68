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
