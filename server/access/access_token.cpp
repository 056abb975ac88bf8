#include "access/access_token.h"

#include "core/config.h"

#include <QFile>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTokenBytes = 32;
constexpr QByteArray::Base64Options kUrlSafe =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

Failure tokenFailure(const QString &path, const char *what)
{
    return fail(Errc::Io,
                u"The access token in %1 cannot be %2."_s.arg(path, QLatin1StringView(what)),
                QString::fromLocal8Bit(std::strerror(errno)));
}

Result<QByteArray> readToken(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tokenFailure(path, "read");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray token = file.read(4096).trimmed();
    if (token.size() < kLeastTokenLength)
        return fail(Errc::Corrupt,
                    u"%1 holds no access token. Delete it for a new one."_s.arg(path));
    return token;
}

/// Writes the whole file, readable by its owner alone, under a name of its own.
bool writeTokenFile(const QByteArray &path, const QByteArray &token)
{
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    const bool isWhole =
        ::write(file, token.constData(), static_cast<size_t>(token.size())) == token.size() &&
        ::fsync(file) == 0;
    return ::close(file) == 0 && isWhole;
}

/// Puts a new token at `path`, unless one is there: a link appears whole, and never replaces.
Result<> createToken(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray draft = name + '.' + randomText(6);
    const bool written = writeTokenFile(draft, randomText(kTokenBytes) + '\n') &&
                         (::link(draft.constData(), name.constData()) == 0 || errno == EEXIST);
    const int reason = errno;
    ::unlink(draft.constData());
    errno = reason;
    if (!written)
        return tokenFailure(path, "written");
    return {};
}

} // namespace

Result<QByteArray> openAccessToken(const QString &dataDir, const QString &given)
{
    if (!given.isEmpty() && given.size() < kLeastTokenLength)
        return fail(Errc::InvalidArgument,
                    u"The token needs at least %1 characters."_s.arg(kLeastTokenLength));
    if (!given.isEmpty())
        return given.toUtf8();
    const QString path = dataDir + u"/token"_s;
    if (!QFile::exists(path))
        if (auto created = createToken(path); !created)
            return fail(created.error());
    return readToken(path);
}

QByteArray randomText(qsizetype bytes)
{
    QByteArray random(bytes, Qt::Uninitialized);
    auto *generator = QRandomGenerator::system();
    for (char &byte : random)
        byte = static_cast<char>(generator->generate());
    return random.toBase64(kUrlSafe);
}

bool isEqualInConstantTime(QByteArrayView secret, QByteArrayView tried)
{
    volatile unsigned char difference = secret.size() == tried.size() ? 0 : 1;
    for (qsizetype at = 0; at < secret.size(); ++at) {
        const char other = at < tried.size() ? tried[at] : '\0';
        difference = static_cast<unsigned char>(difference | (secret[at] ^ other));
    }
    return difference == 0;
}

} // namespace pilothouse
