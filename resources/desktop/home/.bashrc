# What an interactive shell of this desktop starts with; yours to change.
case $- in *i*) ;; *) return ;; esac
HISTCONTROL=ignoreboth
shopt -s checkwinsize
PS1='\[\e[36m\]\w\[\e[0m\] \$ '
alias ls='ls --color=auto'
alias grep='grep --color=auto'
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
