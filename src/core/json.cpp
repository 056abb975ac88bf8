#include "core/json.h"

#include <QJsonDocument>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Whether the text stands in JSON as it is: most names, ids and times do.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar each) {
        const char16_t code = each.unicode();
        return code >= 0x20 && code < 0x7f && code != u'"' && code != u'\\';
    });
}

} // namespace

Result<QJsonObject> parseJsonObject(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(Errc::Corrupt,
                    u"Not valid JSON at byte %1: %2."_s.arg(error.offset).arg(error.errorString()));
    if (!document.isObject())
        return fail(Errc::Corrupt, u"A JSON object is expected."_s);
    return document.object();
}

QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray compactJson(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray jsonString(const QString &text)
{
    QByteArray literal;
    appendJsonString(literal, text);
    return literal;
}

void appendJsonString(QByteArray &to, QStringView text)
{
    if (!isPlain(text)) {
        // A one-element array is the shortest way to let Qt do the escaping.
        const QByteArray array = compactJson(QJsonArray{wellFormed(text.toString())});
        to += QByteArrayView(array).sliced(1, array.size() - 2);
        return;
    }
    const qsizetype from = to.size();
    to.resize(from + text.size() + 2);
    char *out = to.data() + from;
    *out++ = '"';
    for (const QChar each : text)
        *out++ = static_cast<char>(each.unicode());
    *out = '"';
}

QString wellFormed(const QString &text)
{
    QString result = text;
    for (qsizetype i = 0; i < result.size(); ++i) {
        const QChar c = result.at(i);
        const bool pair =
            c.isHighSurrogate() && i + 1 < result.size() && result.at(i + 1).isLowSurrogate();
        if (pair)
            ++i;
        else if (c.isSurrogate() || c.isNull())
            result[i] = QChar::ReplacementCharacter;
    }
    return result;
}

} // namespace pilothouse
