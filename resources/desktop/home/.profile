# /etc/profile begins the search for programs anew.
case ":$PATH:" in *":$HOME/.local/bin:"*) ;; *) PATH="$HOME/.local/bin:$PATH" ;; esac
[ -n "$BASH_VERSION" ] && [ -r ~/.bashrc ] && . ~/.bashrc
