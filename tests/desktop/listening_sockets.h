#pragma once

#include <QDir>
#include <QFile>
#include <QStringList>

#include <unistd.h>

/// What sockets a process listens on, as /proc shows it.
namespace pilothouse {

/// "|123|456|": the inodes of a process's sockets.
inline QString socketsOf(pid_t pid)
{
    QString inodes;
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(pid));
    for (const QString &each : folder.entryList(QDir::Files | QDir::System)) {
        char target[64] = {};
        if (readlink(QFile::encodeName(folder.filePath(each)).constData(), target, 63) > 0 &&
            QByteArray(target).startsWith("socket:["))
            inodes += u'|' + QString::fromLatin1(target).sliced(8).chopped(1) + u'|';
    }
    return inodes;
}

/// Lines of /proc/PID/net/TABLE that are listening sockets of these inodes: any TCP one, and
/// unix ones with abstract names.
inline QStringList listening(pid_t pid, const QString &table, const QString &inodes)
{
    QStringList found;
    QFile file(QStringLiteral("/proc/%1/net/%2").arg(pid).arg(table));
    if (!file.open(QIODevice::ReadOnly))
        return found;
    const bool unixTable = table == QLatin1StringView("unix");
    for (const QString &line : QString::fromLatin1(file.readAll()).split(u'\n')) {
        const QStringList fields = line.simplified().split(u' ');
        const QString inode = u'|' + fields.value(unixTable ? 6 : 9) + u'|';
        const bool listens = unixTable ? fields.value(7).startsWith(u'@') &&
                                             fields.value(3) == QLatin1StringView("00010000")
                                       : fields.value(3) == QLatin1StringView("0A");
        if (listens && inodes.contains(inode))
            found << line;
    }
    return found;
}

} // namespace pilothouse
