#include "access/secret_file.h"

#include "access/access_token.h"
#include "core/config.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSecretBytes = 32;
constexpr qint64 kLargestFile = 4096;

Failure fileFailure(const QString &path, const QString &secret, const char *what)
{
    return fail(Errc::Io,
                u"The %1 in %2 cannot be %3."_s.arg(secret, path, QLatin1StringView(what)),
                QString::fromLocal8Bit(std::strerror(errno)));
}

Result<QByteArray> readFile(const QString &path, const QString &secret)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileFailure(path, secret, "read");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray text = file.read(kLargestFile).trimmed();
    if (text.size() < kLeastTokenLength)
        return fail(Errc::Corrupt, u"%1 holds no %2. Delete it for a new one."_s.arg(path, secret));
    return text;
}

/// Writes the whole file, readable by its owner alone, under a name of its own.
bool writeWhole(const QByteArray &path, const QByteArray &text)
{
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    const bool isWhole =
        ::write(file, text.constData(), static_cast<size_t>(text.size())) == text.size() &&
        ::fsync(file) == 0;
    return ::close(file) == 0 && isWhole;
}

/// Puts a new secret at `path`, unless one is there: a link appears whole, and never replaces.
Result<> createFile(const QString &path, const QString &secret)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray draft = name + '.' + randomText(6);
    const bool written = writeWhole(draft, randomText(kSecretBytes) + '\n') &&
                         (::link(draft.constData(), name.constData()) == 0 || errno == EEXIST);
    const int reason = errno;
    ::unlink(draft.constData());
    errno = reason;
    if (!written)
        return fileFailure(path, secret, "written");
    return {};
}

} // namespace

Result<QByteArray> openSecretFile(const QString &path, const QString &secret)
{
    if (!QFile::exists(path))
        if (auto created = createFile(path, secret); !created)
            return fail(created.error());
    return readFile(path, secret);
}

} // namespace pilothouse
