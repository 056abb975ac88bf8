#pragma once

#include "demo/request_rules.h"
#include "demo_requests.h"

#include <QHash>
#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

/// Requests that keep every rule of the API, and a short way to break one: rows for the tests of
/// request_rules.h.
namespace pilothouse {

using namespace Qt::StringLiterals;

/// A PNG as far as its header tells.
inline QByteArray png(int width, int height)
{
    QByteArray size(8, '\0');
    qToBigEndian(quint32(width), size.data());
    qToBigEndian(quint32(height), size.data() + 4);
    return QByteArray::fromHex("89504e470d0a1a0a0000000d49484452") + size +
           QByteArray::fromHex("080200000049454e44ae426082");
}

/// JSON with ' for " and PNG(WxH) for a picture in base64.
inline QByteArray expanded(const QString &text)
{
    static const QRegularExpression kPicture(u"PNG\\((\\d+)x(\\d+)\\)"_s);
    QString result = text;
    result.replace(u'\'', u'"');
    for (auto match = kPicture.match(result); match.hasMatch(); match = kPicture.match(result))
        result.replace(match.captured(),
                       QString::fromLatin1(
                           png(match.captured(1).toInt(), match.captured(2).toInt()).toBase64()));
    return result.toUtf8();
}

inline QJsonValue parsed(const QString &text)
{
    return QJsonDocument::fromJson('[' + expanded(text) + ']').array().at(0);
}

/// `root` with the value at `path` replaced; appended to a list where the index is its length;
/// removed where the value is undefined.
inline QJsonValue edited(const QJsonValue &root, const QStringList &path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QJsonValue inner = root.isArray() ? root.toArray().at(path.first().toInt())
                                            : root.toObject().value(path.first());
    const QJsonValue changed = edited(inner, path.sliced(1), value);
    if (root.isArray()) {
        QJsonArray array = root.toArray();
        const int index = path.first().toInt();
        if (changed.isUndefined())
            array.removeAt(index);
        else if (index == array.size())
            array.append(changed);
        else
            array[index] = changed;
        return array;
    }
    QJsonObject object = root.toObject();
    object.insert(path.first(), changed); // an undefined value removes
    return object;
}

inline const char *const kPlain =
    "{'model':'claude-opus-4-8','max_tokens':1024,'system':'Be good.',"
    "'tools':[{'type':'computer_toolset_20260801'},"
    "{'type':'bash_20250124','name':'bash'}],"
    "'messages':[{'role':'user','content':'hi'}]}";
inline const char *const kRound =
    "{'model':'claude-opus-4-8','max_tokens':1024,'system':[{'type':'text','text':'Be good.'}],"
    "'tools':[{'type':'computer_toolset_20260801'},{'type':'bash_20250124','name':'bash'}],"
    "'messages':[{'role':'user','content':[{'type':'text','text':'hi'}]},"
    "{'role':'assistant','content':[{'type':'text','text':'ok'},"
    "{'type':'tool_use','id':'a','name':'screenshot','toolset_name':'computer','input':{}},"
    "{'type':'tool_use','id':'b','name':'bash','input':{'command':'ls'}}]},"
    "{'role':'user','content':["
    "{'type':'tool_result','tool_use_id':'a','toolset_name':'computer','content':["
    "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'PNG(1280x800)'},"
    "'transformations':{'oversized_image':'error'}}]},"
    "{'type':'tool_result','tool_use_id':'b','content':'a.txt'}]}]}";
inline const char *const kOld =
    "{'model':'claude-sonnet-4-5','max_tokens':4096,"
    "'tools':[{'type':'computer_20250124','name':'computer','display_width_px':1280,"
    "'display_height_px':800}],'messages':[{'role':'user','content':'hi'}]}";

/// A request made from one of the above by edits: "path = json", "- path", "@header: value".
inline DemoRequest drafted(const QByteArray &base, const QStringList &edits)
{
    QHash<QByteArray, QByteArray> headers{{"content-type", "application/json"},
                                          {"anthropic-version", "2026-10-21"},
                                          {"x-api-key", "k"}};
    if (base == kOld)
        headers.insert("anthropic-beta", "computer-use-2025-01-24");
    QJsonValue body = parsed(QString::fromLatin1(base));
    for (const QString &edit : edits) {
        const QStringList parts = edit.split(u" = "_s);
        if (edit.startsWith(u'@'))
            headers.insert(edit.mid(1, edit.indexOf(u':') - 1).toLatin1(),
                           edit.mid(edit.indexOf(u':') + 1).trimmed().toLatin1());
        else if (edit.startsWith(u"- "_s))
            body = edited(body, edit.mid(2).split(u'.'), QJsonValue(QJsonValue::Undefined));
        else
            body = edited(body, parts.at(0).split(u'.'), parsed(parts.at(1)));
    }
    DemoRequest request{.method = "POST", .path = "/v1/messages"};
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        if (!it.value().isEmpty())
            request.fields << std::pair(it.key(), it.value());
    }
    request.body = compactJson(body.toObject());
    return request;
}

inline QByteArrayList rulesBroken(const DemoRequest &request)
{
    QByteArrayList rules;
    for (const Violation &violation : checkRequest(request))
        rules << violation.rule;
    return rules;
}

inline void addRow(const char *base, const char *rule, const char *name, const QStringList &edits)
{
    QTest::newRow(qPrintable(
        u"%1: %2"_s.arg(QLatin1StringView(*rule ? rule : "fine"), QLatin1StringView(name))))
        << QByteArray(base) << QByteArray(rule) << edits;
}

inline void plain(const char *rule, const char *name, const QStringList &edits)
{
    addRow(kPlain, rule, name, edits);
}

inline void round(const char *rule, const char *name, const QStringList &edits)
{
    addRow(kRound, rule, name, edits);
}

inline void old(const char *rule, const char *name, const QStringList &edits)
{
    addRow(kOld, rule, name, edits);
}

} // namespace pilothouse
