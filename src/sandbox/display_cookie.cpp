#include "sandbox/display_cookie.h"

#include <QFile>
#include <QRandomGenerator>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

void appendField(QByteArray &out, const QByteArray &field)
{
    std::array<char, 2> length{};
    qToBigEndian(static_cast<quint16>(field.size()), length.data());
    out.append(length.data(), 2);
    out.append(field);
}

} // namespace

QByteArray makeDisplayCookie()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), 4);
    return QByteArray(reinterpret_cast<const char *>(words.data()), 16);
}

QByteArray xauthorityWith(const QByteArray &cookie)
{
    QByteArray entry = QByteArray::fromHex("ffff");
    appendField(entry, {});
    appendField(entry, {});
    appendField(entry, "MIT-MAGIC-COOKIE-1");
    appendField(entry, cookie);
    return entry;
}

Result<> writePrivateFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(content) != content.size() || !file.flush())
        return fail(Errc::Io, u"A file of the desktop could not be written."_s,
                    path + u": "_s + file.errorString());
    return {};
}

} // namespace pilothouse
