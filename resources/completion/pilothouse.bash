# Completes pilothouse and pilothouse-desktop: commands, and the flags and values of their own --help.
_pilothouse() {
    local cur prev words cword
    _init_completion -n = || return
    local help value
    help=$(pilothouse --help 2>/dev/null)
    if [[ ${1##*/} == pilothouse-desktop ]]; then
        help+=$'\n'$(QT_QPA_PLATFORM=offscreen pilothouse-desktop --help 2>/dev/null)
    elif [[ $cword -eq 1 && $cur != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(sed -nE 's/^  pilothouse ([a-z]+).*/\1/p' <<<"$help")" -- "$cur")
        return
    fi
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(grep -oE '^  (-h, )?--[a-z-]+' <<<"$help" | grep -oE -e '--.*')" -- "$cur")
        return
    fi
    value=$(awk -v flag="$prev" '$1 == flag && $2 ~ /^[A-Za-z]/ { print $2; exit }' <<<"$help")
    case $value in
    *'|'*) mapfile -t COMPREPLY < <(compgen -W "$(tr '|' '\n' <<<"$value" | grep -v '^N$')" -- "$cur") ;;
    '' | FILE | TEXT) _filedir ;;
    esac
}
complete -F _pilothouse pilothouse pilothouse-desktop
