#include "store/blob_store.h"

#include "core/log.h"

#include <QCoroFuture>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

class Descriptor
{
    Q_DISABLE_COPY_MOVE(Descriptor)
public:
    Descriptor(const QString &path, int flags)
        : m_fd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, 0600))
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    bool isOpen() const { return m_fd >= 0; }
    bool write(const QByteArray &bytes) const
    {
        qsizetype done = 0;
        while (done < bytes.size()) {
            const ssize_t n = ::write(m_fd, bytes.constData() + done, size_t(bytes.size() - done));
            if (n < 0 && errno != EINTR)
                return false;
            done += n > 0 ? n : 0;
        }
        return true;
    }
    bool sync() const { return ::fsync(m_fd) == 0; }

private:
    int m_fd;
};

bool isHash(const BlobHash &hash)
{
    return hash.value.size() == 64 &&
           std::all_of(hash.value.begin(), hash.value.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

BlobHash hashOf(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return {QString::fromLatin1(digest.toHex())};
}

QString subfolder(const QString &folder, const BlobHash &hash)
{
    return folder + u'/' + hash.value.left(2);
}

Failure cannotStore(const QString &path)
{
    const int error = errno;
    const QString detail = path + u": "_s + QString::fromLocal8Bit(std::strerror(error));
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return fail(Errc::Io, u"The disk is full: free some space in the data folder."_s, detail);
    return fail(Errc::Io, u"The data folder cannot be written: check its disk and permissions."_s,
                detail);
}

bool createPrivateFolder(const QString &folder)
{
    return ::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST;
}

bool syncFolder(const QString &folder)
{
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    return descriptor.isOpen() && descriptor.sync();
}

// Written under another name first: a file with a hash for a name is always whole.
bool writeFile(const QString &path, const QByteArray &bytes)
{
    const QString draft = path + u'.' + randomUuid();
    bool written = false;
    {
        const Descriptor file(draft, O_WRONLY | O_CREAT | O_EXCL);
        written = file.isOpen() && file.write(bytes) && file.sync();
    }
    const QByteArray from = QFile::encodeName(draft);
    if (written && ::rename(from.constData(), QFile::encodeName(path).constData()) == 0)
        return true;
    const int error = errno;
    ::unlink(from.constData());
    errno = error;
    return false;
}

// Runs in the pool.
Result<BlobHash> store(const QString &folder, const QByteArray &bytes)
{
    const BlobHash hash = hashOf(bytes);
    const QString parent = subfolder(folder, hash);
    const QString path = parent + u'/' + hash.value;
    const QFileInfo present(path);
    if (!present.isFile() || present.size() != bytes.size()) {
        if (!createPrivateFolder(parent) || !writeFile(path, bytes))
            return cannotStore(path);
    }
    // Always, and cheap when there is nothing to do: another thread may have renamed the same file
    // into place a moment ago and not have synced the folder yet.
    if (!syncFolder(parent) || !syncFolder(folder))
        return cannotStore(parent);
    return hash;
}

} // namespace

BlobStore::BlobStore(QString folder) : m_folder(std::move(folder)) {}

Result<BlobStore> BlobStore::open(const QString &folder)
{
    const QString path = QFileInfo(folder).absoluteFilePath();
    errno = 0;
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !createPrivateFolder(path))
        return fail(Errc::Io,
                    u"The folder %1 cannot be created: keep the data elsewhere."_s.arg(path),
                    QString::fromLocal8Bit(std::strerror(errno)));
    ::chmod(QFile::encodeName(path).constData(),
            0700); // if it is ours: a group's volume may not be
    if (!QFileInfo(path).isDir() || ::access(QFile::encodeName(path).constData(), W_OK | X_OK) != 0)
        return fail(Errc::Io, u"The folder %1 cannot be written: make it writable or keep the "
                              "data elsewhere."_s.arg(path));
    return BlobStore(path);
}

QCoro::Task<Result<BlobHash>> BlobStore::put(QByteArray bytes)
{
    const QString folder = m_folder; // the store may be moved while this waits
    const QFuture<Result<BlobHash>> future =
        QtConcurrent::run([folder, bytes] { return store(folder, bytes); });
    const Result<BlobHash> result = co_await future;
    co_return result;
}

Result<QByteArray> BlobStore::read(const BlobHash &hash) const
{
    const Result<QString> name = path(hash);
    if (!name)
        return fail(name.error());
    QFile file(*name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, u"A stored picture cannot be read."_s, file.errorString());
    QByteArray bytes = file.readAll();
    if (hashOf(bytes) != hash)
        return fail(Errc::Corrupt, u"A stored picture is damaged."_s, *name);
    return bytes;
}

Result<QString> BlobStore::path(const BlobHash &hash) const
{
    if (!isHash(hash))
        return fail(Errc::InvalidArgument, u"A blob is named by 64 hexadecimal digits."_s);
    const QString name = subfolder(m_folder, hash) + u'/' + hash.value;
    if (!QFileInfo(name).isFile())
        return fail(Errc::NotFound, u"There is no such blob."_s);
    return name;
}

Result<> BlobStore::remove(const BlobHash &hash)
{
    const Result<QString> name = path(hash);
    if (!name)
        return fail(name.error());
    if (!QFile::remove(*name))
        return fail(Errc::Io, u"A stored picture cannot be removed."_s, *name);
    return {};
}

} // namespace pilothouse
