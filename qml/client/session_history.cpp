#include "qml/client/session_history.h"

#include "qml/client/answer.h"
#include "qml/client/item_fields.h"
#include "qml/client/server_connection.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPage = 1000;

} // namespace

SessionHistory::SessionHistory(ServerConnection &connection, QString path)
    : m_connection(connection), m_path(std::move(path))
{
}

void SessionHistory::load(qint64 first, qint64 last, Took took, Failed failed)
{
    if (last < first) {
        took({});
        return;
    }
    loadPage(std::make_shared<Range>(
        Range{.first = first, .last = last, .took = std::move(took), .failed = std::move(failed)}));
}

void SessionHistory::loadPage(const std::shared_ptr<Range> &range)
{
    const qint64 limit = std::min(kPage, range->last - range->first + 1);
    Answer *answer = m_connection.get(
        u"%1/events?format=json&after=%2&limit=%3"_s.arg(m_path).arg(range->first - 1).arg(limit));
    connect(answer, &Answer::done, this, [this, range](const QVariant &body) {
        takePage(range, body.toMap().value(u"events"_s).toList());
    });
    connect(answer, &Answer::failed, this, range->failed);
}

void SessionHistory::takePage(const std::shared_ptr<Range> &range, const QVariantList &page)
{
    for (const QVariant &event : page)
        if (event.toMap().value(kSeq).toLongLong() <= range->last)
            range->events.append(event);
    const qint64 seen = page.isEmpty() ? range->last : page.last().toMap().value(kSeq).toLongLong();
    if (seen >= range->last) {
        range->took(range->events);
        return;
    }
    range->first = seen + 1;
    loadPage(range);
}

} // namespace pilothouse
