#include "tools/shell_script.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray shellQuoted(const QByteArray &text)
{
    return "'" + QByteArray(text).replace("'", "'\\''") + "'";
}

/// Also undoes what a sourced .bashrc did to the prompts: they would show in the output.
QByteArray answerLine(qint64 number)
{
    const QByteArray name = QByteArray::number(number);
    return "{ builtin printf '" + name +
           ":%d:%d:' \"$?\" \"${!-0}\"; builtin jobs -p; builtin printf '\\0'; "
           "PROMPT_COMMAND='PS1= PS2='; } >&200 2>/dev/null\n";
}

} // namespace

QStringList shellCommandLine(const QString &marker)
{
    return {u"/usr/bin/env"_s, marker,           u"PS1="_s, u"PS2="_s,
            u"setsid"_s,       u"--wait"_s,      u"bash"_s, u"--norc"_s,
            u"--noprofile"_s,  u"--noediting"_s, u"-i"_s,   u"+m"_s};
}

QByteArray shellPreparation()
{
    // The interrupter is nobody's child and nobody's job, so that `wait` and `jobs` don't see it.
    return "exec 200>&8 201<&9 8>&- 9<&-\n"
           "set +H +o history; unset HISTFILE; export -n PS1 PS2; PROMPT_COMMAND='PS1= PS2='\n"
           "( ( trap '' INT; while IFS= read -r; do kill -INT 0; done <&201 ) "
           "200>&- >/dev/null 2>&1 </dev/null & )\n"
           "exec 201<&-\n" +
           answerLine(0);
}

QByteArray shellCommand(const QString &command, const QString &marker, qint64 number)
{
    // The empty line lets bash's parser recover from a syntax error inside of the text.
    return marker.toUtf8() + " eval " + shellQuoted(command.toUtf8()) + " </dev/null 200>&-\n\n" +
           answerLine(number);
}

ShellAnswer parseShellAnswer(const QByteArray &text)
{
    const QByteArrayList parts = text.split(':');
    if (parts.size() != 4)
        return {};
    bool isNumber = false;
    bool isCode = false;
    ShellAnswer answer{.number = parts[0].toLongLong(&isNumber),
                       .exitCode = parts[1].toInt(&isCode),
                       .lastJob = QString::fromLatin1(parts[2])};
    if (!isNumber || !isCode)
        return {};
    for (const QByteArray &line : parts[3].split('\n')) {
        bool isPid = false;
        if (line.toInt(&isPid) > 1 && isPid)
            answer.jobs.append(QString::fromLatin1(line));
    }
    return answer;
}

} // namespace pilothouse
