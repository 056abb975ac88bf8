#include "store/file_lock.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<FileLock> FileLock::acquire(const QString &file)
{
    const QByteArray path = QFile::encodeName(file);
    FileLock lock(::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock.m_fd < 0)
        return fail(Errc::Io,
                    u"The folder %1 cannot be written: make it writable or keep the "
                    "database elsewhere."_s.arg(QFileInfo(file).absolutePath()),
                    file + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
    if (::flock(lock.m_fd, LOCK_EX | LOCK_NB) != 0) {
        char holder[24] = {};
        const ssize_t size = ::pread(lock.m_fd, holder, sizeof(holder) - 1, 0);
        const QString pid = QString::fromLatin1(holder, size > 0 ? size : 0).trimmed();
        return fail(Errc::Conflict,
                    u"Another Pilothouse (process %1) uses this database: stop it or choose "
                    "another database."_s.arg(pid.isEmpty() ? u"unknown"_s : pid),
                    file + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
    }
    // Only a help for the message above: the lock holds without it.
    const QByteArray pid = QByteArray::number(::getpid()) + '\n';
    if (::ftruncate(lock.m_fd, 0) == 0)
        (void)!::pwrite(lock.m_fd, pid.constData(), size_t(pid.size()), 0);
    return lock;
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

} // namespace pilothouse
