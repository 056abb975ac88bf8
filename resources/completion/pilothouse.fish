# Completes pilothouse and pilothouse-desktop by what their own --help says.
function __pilothouse_flags
    awk -F '  +' '/^  -/ {
        sub(/^-h, /, "", $2); split($2 " ", head, " "); text = $3
        if (text == "" || text ~ /^\[/) { getline; sub(/^ +/, ""); text = $0 }
        if (!seen[head[1]]++) print head[1] "\037" head[2] "\037" text }'
end

function __pilothouse_complete -a program
    while read -l line
        set -l part (string split \x1f -- $line)
        set -l flag (string sub -s 3 -- $part[1])
        if test -z "$part[2]"
            complete -c $program -l $flag -d $part[3]
        else if string match -q '*|*' -- $part[2]
            complete -c $program -l $flag -d $part[3] -x -a (string split '|' -- $part[2] | string match -v N | string join ' ')
        else if contains -- $part[2] FILE TEXT
            complete -c $program -l $flag -d $part[3] -r -F
        else
            complete -c $program -l $flag -d $part[3] -x
        end
    end
end

pilothouse --help 2>/dev/null | __pilothouse_flags | __pilothouse_complete pilothouse
begin
    pilothouse --help 2>/dev/null
    QT_QPA_PLATFORM=offscreen pilothouse-desktop --help 2>/dev/null
end | __pilothouse_flags | __pilothouse_complete pilothouse-desktop

pilothouse --help 2>/dev/null | awk -F '  +' '/^  pilothouse / {
    split($2, head, " "); text = $3
    if (text == "") { getline; sub(/^ +/, ""); text = $0 }
    print head[2] "\037" text }' | while read -l line
    set -l part (string split \x1f -- $line)
    complete -c pilothouse -n __fish_use_subcommand -f -a $part[1] -d $part[2]
end
