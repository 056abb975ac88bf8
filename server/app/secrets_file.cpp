#include "app/secrets_file.h"

#include "core/json.h"

#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLongestFile = 1024 * 1024; // bytes

Result<> checkOwner(const QFile &file)
{
    struct stat status
    {
    };
    if (::fstat(file.handle(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(Errc::Io, u"%1 is no file"_s.arg(file.fileName()));
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        return fail(Errc::Io,
                    u"%1 must belong to the user of the server, or to root"_s.arg(file.fileName()));
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(Errc::Io, u"%1 is open to other users: chmod 600 it"_s.arg(file.fileName()));
    return {};
}

Result<QByteArray> readOwn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    if (const Result<> owned = checkOwner(file); !owned)
        return fail(owned.error());
    return file.read(kLongestFile);
}

} // namespace

Result<QList<Secret>> readSecretsFile(const QString &path)
{
    const Result<QByteArray> text = readOwn(path);
    if (!text)
        return fail(text.error());
    const Result<QJsonObject> given = parseJsonObject(*text);
    if (!given)
        return fail(Errc::InvalidArgument, u"%1 is no JSON object {NAME: secret, …}"_s.arg(path));
    return secretsFrom(*given);
}

Result<QString> readSecretText(const QString &path)
{
    const Result<QByteArray> text = readOwn(path);
    if (!text)
        return fail(text.error());
    return QString::fromUtf8(*text);
}

} // namespace pilothouse
