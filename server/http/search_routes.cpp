#include "http/search_routes.h"

#include "core/clock.h"
#include "core/json_text.h"
#include "exchange/error_answer.h"

#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestQuery = 200; // characters

QByteArray marksJson(const QList<Snippet::Mark> &marks)
{
    QByteArrayList list;
    for (const auto &[start, end] : marks)
        list.append('[' + QByteArray::number(start) + ',' + QByteArray::number(end) + ']');
    return '[' + list.join(',') + ']';
}

QByteArray hitJson(const SearchHit &hit)
{
    const QByteArray snippet = JsonText()
                                   .add("text", hit.snippet.text)
                                   .addRaw("marks", marksJson(hit.snippet.marks))
                                   .end();
    return JsonText()
        .add("session_id", hit.session.value)
        .add("title", hit.title)
        .add("seq", hit.seq)
        .add("type", hit.type)
        .add("who", hit.who)
        .add("timestamp", isoTime(hit.at))
        .addRaw("snippet", snippet)
        .end();
}

/// `hits` are one more than `limit` where there are more. A place is a text: scripts round numbers
/// of this size.
QByteArray answerJson(const QList<SearchHit> &hits, int limit, bool complete)
{
    const qsizetype shown = std::min<qsizetype>(hits.size(), limit);
    QByteArrayList list;
    for (const SearchHit &hit : hits.first(shown))
        list.append(hitJson(hit));
    JsonText text;
    text.addRaw("hits", QByteArray('[' + list.join(',') + ']'));
    if (hits.size() > shown)
        text.add("next", QString::number(hits.at(shown - 1).place));
    else
        text.addRaw("next", "null");
    return text.add("complete", complete).end();
}

std::optional<QString> askedText(const ExchangePtr &exchange)
{
    const QString text = exchange->queryValue(u"q"_s).value_or(QString()).trimmed();
    if (!text.isEmpty() && text.size() <= kLongestQuery)
        return text;
    const QString message = text.isEmpty()
                                ? u"Field required: the words to look for"_s
                                : u"Input should have at most %1 characters"_s.arg(kLongestQuery);
    answerInvalid(*exchange, {u"query"_s, u"q"_s}, message,
                  text.isEmpty() ? u"missing"_s : u"string_too_long"_s);
    return std::nullopt;
}

std::optional<SearchScope> askedScope(const ExchangePtr &exchange)
{
    const QString scope = exchange->queryValue(u"kind"_s).value_or(u"texts"_s);
    if (scope == "texts"_L1)
        return SearchScope::Texts;
    if (scope == "everything"_L1)
        return SearchScope::Everything;
    answerInvalid(*exchange, {u"query"_s, u"kind"_s}, u"Input should be 'texts' or 'everything'"_s,
                  u"enum"_s);
    return std::nullopt;
}

/// What the query asks for; nothing: 422 was answered.
std::optional<SearchQuery> searchedFor(const ExchangePtr &exchange)
{
    const auto text = askedText(exchange);
    if (!text)
        return std::nullopt;
    const auto scope = askedScope(exchange);
    if (!scope)
        return std::nullopt;
    SearchQuery query{.text = *text, .scope = *scope};
    if (const auto session = exchange->queryValue(u"session"_s)) {
        query.session = sessionIdFrom(*session);
        if (!query.session) {
            answerInvalid(*exchange, {u"query"_s, u"session"_s},
                          u"Input should be the id of a session, a UUID"_s, u"uuid_parsing"_s);
            return std::nullopt;
        }
    }
    const auto before = queryNumber(exchange, u"before"_s, std::numeric_limits<qint64>::max(), 1,
                                    std::numeric_limits<qint64>::max());
    if (!before)
        return std::nullopt;
    const auto limit = queryNumber(exchange, u"limit"_s, 30, 1, 100);
    if (!limit)
        return std::nullopt;
    query.before = *before;
    query.limit = static_cast<int>(*limit);
    return query;
}

void search(const ApiParts &parts, const ExchangePtr &exchange)
{
    const auto query = searchedFor(exchange);
    if (!query)
        return;
    SearchQuery oneMore = *query;
    ++oneMore.limit;
    const auto hits = parts.search.search(oneMore);
    if (!hits) {
        answerError(*exchange, hits.error());
        return;
    }
    const auto complete = parts.search.isComplete();
    if (complete)
        exchange->sendJsonText(200, answerJson(*hits, query->limit, *complete));
    else
        answerError(*exchange, complete.error());
}

} // namespace

void addSearchRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/search", [parts](const ExchangePtr &e) { search(parts, e); });
}

} // namespace pilothouse
