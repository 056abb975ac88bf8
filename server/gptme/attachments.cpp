#include "gptme/attachments.h"

#include "access/access_token.h"

#include <QMessageAuthenticationCode>

namespace pilothouse {

namespace {

constexpr qsizetype kSignature = 16; // characters
constexpr int kMostPositions = 10'000;

} // namespace

Attachments::Attachments(QByteArray key) : m_key(std::move(key)), m_upTo(kMostPositions) {}

QString Attachments::mint(const SessionId &session, ToldUpTo upTo)
{
    const QByteArray content = session.value.toLatin1() + '.' + randomText(9);
    const QString attachment = QString::fromLatin1(content + '.' + signature(content));
    setUpTo(attachment, upTo);
    return attachment;
}

std::optional<SessionId> Attachments::sessionOf(const QString &attachment) const
{
    const QByteArray text = attachment.toLatin1();
    const qsizetype dot = text.lastIndexOf('.');
    if (dot < 0)
        return std::nullopt;
    const QByteArray content = text.first(dot);
    if (!isEqualInConstantTime(signature(content), QByteArrayView(text).sliced(dot + 1)))
        return std::nullopt;
    return SessionId{QString::fromLatin1(content.first(content.indexOf('.')))};
}

std::optional<ToldUpTo> Attachments::upTo(const QString &attachment) const
{
    const ToldUpTo *known = m_upTo.object(attachment);
    return known ? std::optional(*known) : std::nullopt;
}

void Attachments::setUpTo(const QString &attachment, ToldUpTo upTo)
{
    m_upTo.insert(attachment, new ToldUpTo(upTo));
}

QByteArray Attachments::signature(const QByteArray &content) const
{
    return QMessageAuthenticationCode::hash("gptme attachment " + content, m_key,
                                            QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding)
        .first(kSignature);
}

} // namespace pilothouse
