#include "support/local_sandbox.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLooks = 50;

QByteArray readWhole(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Neither gone nor a zombie that only waits for its parent. "PID (NAME) STATE …"
bool lives(const QString &pid)
{
    const QByteArray stat = readWhole(u"/proc/%1/stat"_s.arg(pid));
    const QByteArray state = stat.mid(stat.lastIndexOf(')') + 2, 1);
    return !state.isEmpty() && state != "Z" && state != "X";
}

} // namespace

LocalSandbox::LocalSandbox()
    : m_home(QFileInfo(m_folder.path()).canonicalFilePath()),
      m_mark(u"PILOTHOUSE_TEST_SANDBOX="_s + randomUuid())
{
}

LocalSandbox::~LocalSandbox()
{
    killTree({});
}

SandboxedCommand LocalSandbox::wrap(const QString &program, const QStringList &arguments,
                                    const QList<int> & /*all of ours pass*/) const
{
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, m_home);
    environment.insert(u"PATH"_s, u"/usr/local/bin:/usr/bin:/bin"_s);
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    environment.insert(m_mark.section(u'=', 0, 0), m_mark.section(u'=', 1));
    return {program, arguments, environment, m_home};
}

QList<qint64> LocalSandbox::processes(const QString &marker) const
{
    QList<qint64> found;
    for (const QString &pid : QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        const QByteArrayList entries = readWhole(u"/proc/%1/environ"_s.arg(pid)).split('\0');
        if (entries.contains(m_mark.toUtf8()) && lives(pid) &&
            (marker.isEmpty() || entries.contains(marker.toUtf8())))
            found.append(pid.toLongLong());
    }
    return found;
}

int LocalSandbox::killTree(const QString &marker)
{
    // A process may start another between two looks.
    int killed = 0;
    for (int look = 0; look < kLooks; ++look) {
        const QList<qint64> found = processes(marker);
        if (found.isEmpty())
            break;
        for (const qint64 pid : found)
            killed += ::kill(static_cast<pid_t>(pid), SIGKILL) == 0 ? 1 : 0;
    }
    return killed;
}

Result<QString> LocalSandbox::hostPath(const QString &insidePath, bool forWriting) const
{
    const QFileInfo info(insidePath);
    const bool missing = !info.exists() && !info.isSymLink();
    const QString folder = QFileInfo(info.path()).canonicalFilePath();
    if (folder.isEmpty() || (missing && !forWriting))
        return fail(Errc::NotFound, u"%1 does not exist."_s.arg(insidePath));
    const QString path = missing ? folder + u'/' + info.fileName() : info.canonicalFilePath();
    if (path != m_home && !path.startsWith(m_home + u'/'))
        return fail(Errc::Denied, u"%1 is outside of the home."_s.arg(insidePath));
    return path;
}

} // namespace pilothouse
