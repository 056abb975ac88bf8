#include "gptme/conversation_list.h"

#include "core/clock.h"
#include "gptme/request_body.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostEndings = 2000;
constexpr qsizetype kLongestPreview = 100;
constexpr qint64 kMost = 1000;

double seconds(const QDateTime &time)
{
    return double(time.toMSecsSinceEpoch()) / 1000;
}

/// Where a page of the list ends, opaque to clients.
QString cursorAt(const SessionRecord &record, const QString &name)
{
    const QString place = QString::number(record.updatedAt.toMSecsSinceEpoch()) + u'\n' + name;
    return QString::fromLatin1(
        place.toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

using Place = std::pair<qint64, QString>;

std::optional<Place> cursorPlace(const QString &cursor)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toUtf8(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QString text = QString::fromUtf8(decoded.decoded);
    bool isNumber = false;
    const qint64 at = text.section(u'\n', 0, 0).toLongLong(&isNumber);
    if (!decoded || !isNumber || !text.contains(u'\n'))
        return std::nullopt;
    return Place{at, text.section(u'\n', 1)};
}

/// What is asked for of the list. What is wrong with it: `fault`.
struct Asked
{
    qint64 limit = 100;
    bool isPaged = false;
    QString words;
    std::optional<Place> after;
    QString fault = {};
};

Asked askedOf(const Exchange &exchange)
{
    Asked asked;
    bool isNumber = true;
    if (const auto limit = exchange.queryValue(u"limit"_s))
        asked.limit = limit->toLongLong(&isNumber);
    if (!isNumber || asked.limit <= 0)
        asked.fault = u"limit must be a positive integer"_s;
    asked.limit = std::min(asked.limit, kMost);
    const QString paged = exchange.queryValue(u"paginated"_s).value_or(QString()).toLower();
    asked.isPaged = paged == "1"_L1 || paged == "true"_L1;
    asked.words = exchange.queryValue(u"q"_s).value_or(QString()).trimmed();
    const QString cursor = exchange.queryValue(u"cursor"_s).value_or(QString());
    if (!cursor.isEmpty())
        asked.after = cursorPlace(cursor);
    if (!cursor.isEmpty() && !asked.after)
        asked.fault = u"Invalid cursor"_s;
    return asked;
}

bool isBehind(const SessionRecord &record, const QString &name, const Asked &asked)
{
    return !asked.after || Place{record.updatedAt.toMSecsSinceEpoch(), asked.after->second} <
                               Place{asked.after->first, name};
}

bool fits(const QJsonObject &item, const QString &words)
{
    const auto has = [&](QLatin1StringView key) {
        return item[key].toString().contains(words, Qt::CaseInsensitive);
    };
    return words.isEmpty() || has("name"_L1) || has("id"_L1) || has("last_message_preview"_L1);
}

} // namespace

ConversationList::ConversationList(const GptmeParts &parts)
    : m_parts(parts), m_endings(kMostEndings)
{
}

void ConversationList::show(Exchange &exchange)
{
    const Asked asked = askedOf(exchange);
    if (!asked.fault.isEmpty())
        return exchange.fail(400, asked.fault);
    const auto all = m_parts.conversations.all();
    if (!all)
        return answerWithError(exchange, all.error());
    QJsonArray items;
    QString next;
    QString last;
    for (const auto &[record, name] : *all) {
        if (!isBehind(record, name, asked))
            continue;
        const auto item = itemFor(record, name);
        if (!item)
            return answerWithError(exchange, item.error());
        if (!fits(*item, asked.words))
            continue;
        if (items.size() == asked.limit) {
            next = last;
            break;
        }
        items.append(*item);
        last = cursorAt(record, name);
    }
    if (!asked.isPaged)
        return exchange.sendJson(200, items);
    exchange.sendJson(
        200, QJsonObject{{u"conversations"_s, items},
                         {u"next_cursor"_s, next.isEmpty() ? QJsonValue() : QJsonValue(next)}});
}

/// How a conversation ends. One that is open is looked at; another's is kept as long as it has no
/// further event.
Result<ConversationList::Ending> ConversationList::endingOf(const SessionRecord &record,
                                                            const QString &name)
{
    if (const Ending *kept = m_endings.object(record.id); kept && kept->seq == record.lastSeq)
        return *kept;
    const auto found = m_parts.conversations.find(name);
    if (!found)
        return fail(found.error());
    const QJsonArray &log = (*found)->log();
    Ending ending{.seq = record.lastSeq, .messages = log.size(), .role = {}, .preview = {}};
    if (!log.isEmpty()) {
        const QJsonValue message = log.last();
        ending.role = message["role"_L1].toString();
        ending.preview = message["content"_L1].toString().simplified().left(kLongestPreview);
    }
    if ((*found)->isSettled())
        m_endings.insert(record.id, new Ending(ending));
    return ending;
}

Result<QJsonObject> ConversationList::itemFor(const SessionRecord &record, const QString &name)
{
    const auto ending = endingOf(record, name);
    if (!ending)
        return fail(ending.error());
    const double modified = seconds(record.updatedAt);
    return QJsonObject{{u"id"_s, name},
                       {u"name"_s, record.options.title.isEmpty() ? name : record.options.title},
                       {u"path"_s, QString(name + u"/conversation.jsonl"_s)},
                       {u"created"_s, seconds(record.createdAt)},
                       {u"modified"_s, modified},
                       {u"last_updated"_s, modified},
                       {u"messages"_s, ending->messages},
                       {u"message_count"_s, ending->messages},
                       {u"branches"_s, 1},
                       {u"workspace"_s, kWorkspace},
                       {u"model"_s, modelOf(record.options)},
                       {u"total_cost"_s, record.costUsd},
                       {u"total_input_tokens"_s, record.usage.prompt()},
                       {u"total_output_tokens"_s, record.usage.output},
                       {u"last_message_role"_s, ending->role},
                       {u"last_message_preview"_s, ending->preview}};
}

} // namespace pilothouse
