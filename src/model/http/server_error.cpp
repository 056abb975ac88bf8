#include "model/http/server_error.h"

#include "core/visible.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostWords = 600;
constexpr qsizetype kMostOfPage = 16 * 1024;
constexpr int kDeepestError = 6;
constexpr qsizetype kMostItems = 3; // of a list of errors

// Where the words are: of the API and OpenAI's dialect, FastAPI, RFC 9457, OAuth, AWS, Apigee, and
// what else has been seen.
constexpr QLatin1StringView kWordKeys[] = {
    "error"_L1,        "message"_L1,        "msg"_L1,           "detail"_L1,
    "details"_L1,      "errors"_L1,         "error_message"_L1, "Message"_L1,
    "errorMessage"_L1, "error_msg"_L1,      "title"_L1,         "reason"_L1,
    "description"_L1,  "status_message"_L1, "fault"_L1,         "faultstring"_L1};

QString wordsOf(const QJsonValue &value, int depth);

QString wordsOfText(const QString &text, int depth)
{
    const QString trimmed = text.trimmed();
    const bool mayBeJson = trimmed.startsWith(u'{') || trimmed.startsWith(u'[');
    if (mayBeJson && depth < kDeepestError) {
        const auto inner = QJsonDocument::fromJson(trimmed.toUtf8());
        const QString words = inner.isArray() ? wordsOf(inner.array(), depth + 1)
                                              : wordsOf(inner.object(), depth + 1);
        if (!words.isEmpty())
            return words;
    }
    return trimmed;
}

// FastAPI: {"loc": ["body", "messages", 0], "msg": "field required"}.
QString placeOf(const QJsonObject &object)
{
    QStringList steps;
    const QJsonArray path = object.value("loc"_L1).toArray();
    for (const QJsonValue &step : path)
        steps += step.isString() ? step.toString() : QString::number(step.toInt());
    return steps.isEmpty() ? QString() : steps.join(u'.') + u": "_s;
}

QString wordsOfObject(const QJsonObject &object, int depth)
{
    for (const auto key : kWordKeys) {
        const QString words = wordsOf(object.value(key), depth + 1);
        if (words.isEmpty())
            continue;
        // {"error": "invalid_grant", "error_description": "…"}: the one names, the other explains.
        for (const auto more : {"error_description"_L1, "message"_L1, "detail"_L1}) {
            const QString rest =
                key == "error"_L1 ? object.value(more).toString().trimmed() : u""_s;
            if (!rest.isEmpty() && !words.contains(rest))
                return words + u": "_s + rest;
        }
        return placeOf(object) + words;
    }
    return {};
}

QString wordsOf(const QJsonValue &value, int depth)
{
    if (depth > kDeepestError)
        return {};
    if (value.isString())
        return wordsOfText(value.toString(), depth);
    if (value.isObject())
        return wordsOfObject(value.toObject(), depth);
    QStringList parts;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &item : list)
        if (const QString words = wordsOf(item, depth + 1); !words.isEmpty())
            parts += words;
    return parts.mid(0, kMostItems).join(u"; "_s);
}

QString withoutTags(QString html)
{
    static const QRegularExpression unseen(u"<(script|style|head)\\b.*?</\\1\\s*>|<!--.*?-->"_s,
                                           QRegularExpression::DotMatchesEverythingOption |
                                               QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    html.remove(unseen);
    html.replace(tag, u" "_s);
    html.replace("&nbsp;"_L1, " "_L1).replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1);
    html.replace("&quot;"_L1, "\""_L1).replace("&#39;"_L1, "'"_L1).replace("&amp;"_L1, "&"_L1);
    return html.simplified();
}

// A page's title says it, or its text.
QString wordsOfPage(const QString &html)
{
    static const QRegularExpression title(u"<title[^>]*>(.*?)</title"_s,
                                          QRegularExpression::DotMatchesEverythingOption |
                                              QRegularExpression::CaseInsensitiveOption);
    const QString named = withoutTags(title.match(html).captured(1));
    return named.isEmpty() ? withoutTags(html) : named;
}

// An event stream's data, where an error came as one.
QByteArray dataOf(const QByteArray &body)
{
    QByteArray data;
    for (const QByteArray &line : body.split('\n'))
        for (const char *field : {"data:", "error:"})
            if (line.startsWith(field))
                data += line.sliced(line.indexOf(':') + 1).trimmed();
    return data;
}

QString forPeople(const QString &words)
{
    QString line = visibleLine(words.simplified());
    if (line.size() <= kMostWords)
        return line;
    line.truncate(line.at(kMostWords - 1).isHighSurrogate() ? kMostWords - 1 : kMostWords);
    return line + u'…';
}

int statusIn(const QJsonObject &object)
{
    for (const auto key :
         {"status"_L1, "code"_L1, "status_code"_L1, "statusCode"_L1, "http_status"_L1}) {
        const int status = object.value(key).toVariant().toInt(); // also "404"
        if (status >= 400 && status <= 599)
            return status;
    }
    return 0;
}

QString nameIn(const QJsonObject &object, std::initializer_list<QLatin1StringView> keys)
{
    for (const auto key : keys)
        if (const QString text = object.value(key).toString(); !text.isEmpty())
            return text.left(100);
    return {};
}

void readNames(ServerError &error, const QJsonObject &root)
{
    QJsonObject inner = root.value("error"_L1).toObject();
    while (inner.value("error"_L1).isObject()) // LiteLLM wraps what its upstream said
        inner = inner.value("error"_L1).toObject();
    error.type = nameIn(inner, {"type"_L1, "status"_L1});
    if (error.type.isEmpty() && root.value("type"_L1) != "error"_L1)
        error.type = nameIn(root, {"type"_L1, "error"_L1});
    error.code = inner.value("details"_L1)["error_code"_L1].toString();
    if (error.code.isEmpty())
        error.code = nameIn(inner, {"code"_L1});
    if (error.code.isEmpty())
        error.code = nameIn(root, {"code"_L1});
    error.status = statusIn(inner) != 0 ? statusIn(inner) : statusIn(root);
    error.requestId = visibleLine(nameIn(root, {"request_id"_L1}));
}

} // namespace

ServerError readServerError(const QByteArray &body)
{
    ServerError error;
    QByteArray text = body.trimmed();
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3).trimmed();
    if (const QByteArray data = dataOf(text); !data.isEmpty() && !text.startsWith('{'))
        text = data;
    if (text.contains('\0')) // nothing to be read
        return error;
    // A value of its own, such as "not allowed", is no document.
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text + ']').array();
    const QJsonValue value = wrapped.size() == 1 ? wrapped.first() : QJsonValue();
    const QJsonObject object = value.isArray() ? value[0].toObject() : value.toObject();
    readNames(error, object);
    QString words = wordsOf(value, 0);
    const bool isOfNoShape = value.isUndefined() || (value.isNull() && text != "null") ||
                             (!object.isEmpty() && object.value("type"_L1) != "error"_L1);
    if (words.isEmpty() && text.startsWith('<'))
        words = wordsOfPage(QString::fromUtf8(text.left(kMostOfPage)));
    else if (words.isEmpty() && isOfNoShape)
        words = QString::fromUtf8(text);
    error.words = forPeople(words);
    return error;
}

bool isErrorReport(const QJsonObject &object)
{
    const QJsonValue error = object.value("error"_L1);
    if (object.value("type"_L1) == "error"_L1 || error.isString() || error.isObject() ||
        error.toBool())
        return true;
    const bool saysSomethingElse = object.contains("type"_L1) || object.contains("content"_L1) ||
                                   object.contains("choices"_L1);
    return !saysSomethingElse && !wordsOf(object, 0).isEmpty();
}

} // namespace pilothouse
