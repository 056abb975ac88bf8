#include "exchange/download.h"

#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// RFC 6266: a plain name for simple clients, and the name itself in the encoding of RFC 8187.
QByteArray disposition(const QString &name)
{
    QByteArray plain;
    for (const QChar c : name) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || u"._- "_s.contains(c));
        plain += isPlain ? c.toLatin1() : '_';
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" +
           QUrl::toPercentEncoding(name);
}

} // namespace

void Download::start(const ExchangePtr &exchange, int status, const QByteArray &contentType,
                     const QString &name, const HttpFields &extraFields, Source source)
{
    const HttpFields fields{
        {"content-disposition", disposition(name)},
        {"content-security-policy",
         "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"},
        {"x-content-type-options", "nosniff"},
        {"cache-control", "no-store"}};
    if (exchange->begin(status, contentType, fields + extraFields))
        (new Download(exchange, std::move(source)))->goOn();
}

Download::Download(ExchangePtr exchange, Source source)
    : m_exchange(std::move(exchange)), m_source(std::move(source))
{
    m_exchange->onGone = [this] { leave(); };
    m_exchange->onDrain = [this] { goOn(); };
}

Download::~Download() = default;

QCoro::Task<> Download::goOn()
{
    if (m_isWaiting)
        co_return;
    const QPointer<Download> self = this; // the client may leave while a part is made
    bool hasRoom = true;
    while (hasRoom) {
        m_isWaiting = true;
        const std::optional<QByteArray> part = co_await m_source();
        if (!self)
            co_return;
        m_isWaiting = false;
        if (!part)
            m_exchange->breakOff();
        else if (part->isEmpty())
            m_exchange->end();
        if (!part || part->isEmpty()) {
            leave();
            co_return;
        }
        hasRoom = m_exchange->write(*part);
        if (m_exchange->isGone()) { // or the last of an announced length was taken
            leave();
            co_return;
        }
    }
}

void Download::leave()
{
    m_isWaiting = true; // for nothing any more
    m_exchange->onGone = nullptr;
    m_exchange->onDrain = nullptr;
    deleteLater();
}

} // namespace pilothouse

#include "moc_download.cpp"
