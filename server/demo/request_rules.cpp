#include "demo/request_rules.h"

#include "core/json.h"
#include "demo/cache_control.h"
#include "demo/request_check.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArrayList listOf(const QByteArray &header)
{
    QByteArrayList values;
    for (const QByteArray &value : header.split(',')) {
        if (!value.trimmed().isEmpty())
            values << value.trimmed();
    }
    return values;
}

QJsonArray asBlocks(const QJsonValue &content)
{
    if (content.isString())
        return {QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, content}}};
    return content.toArray();
}

} // namespace

QString PlacedBlock::type() const
{
    return block.value("type"_L1).toString();
}

bool PlacedBlock::is(QLatin1StringView wanted) const
{
    return type() == wanted;
}

QList<PlacedBlock> PlacedBlock::inside() const
{
    QList<PlacedBlock> inner;
    const QJsonArray content = asBlocks(block.value("content"_L1));
    for (qsizetype i = 0; i < content.size(); ++i)
        inner << PlacedBlock{.path = u"%1.content.%2"_s.arg(path).arg(i),
                             .message = message,
                             .role = role,
                             .block = content.at(i).toObject()};
    return inner;
}

RequestCheck::RequestCheck(const DemoRequest &request)
    : http(request), counting(request.path.endsWith("/count_tokens")),
      version(request.header("anthropic-version")), betas(listOf(request.header("anthropic-beta")))
{
}

void RequestCheck::setBody(const QJsonObject &object)
{
    body = object;
    const QJsonArray all = messages();
    for (qsizetype m = 0; m < all.size(); ++m) {
        const QJsonObject message = all.at(m).toObject();
        const QJsonArray content = asBlocks(message.value("content"_L1));
        for (qsizetype b = 0; b < content.size(); ++b)
            blocks << PlacedBlock{.path = u"messages.%1.content.%2"_s.arg(m).arg(b),
                                  .message = m,
                                  .role = message.value("role"_L1).toString(),
                                  .block = content.at(b).toObject()};
    }
}

QJsonArray RequestCheck::messages() const
{
    return body.value("messages"_L1).toArray();
}

QJsonArray RequestCheck::tools() const
{
    return body.value("tools"_L1).toArray();
}

bool RequestCheck::declaresToolset() const
{
    const QJsonArray all = tools();
    return std::any_of(all.begin(), all.end(), [](const QJsonValue &tool) {
        return tool.toObject().value("type"_L1).toString().startsWith("computer_toolset_"_L1);
    });
}

void RequestCheck::refuse(const QByteArray &rule, const QString &message, int status,
                          const QByteArray &code)
{
    violations << Violation{.rule = rule, .message = message, .status = status, .code = code};
}

void RequestCheck::allowOnly(const QJsonObject &object, const QStringList &fields,
                             const QString &path)
{
    for (const QString &key : object.keys()) {
        const QString place = path.isEmpty() ? key : QString(path + u'.' + key);
        if (!fields.contains(key))
            refuse("unknown-field", u"%1: Extra inputs are not permitted"_s.arg(place));
    }
}

const QStringList &toolsetMembers()
{
    static const QStringList kMembers{
        u"screenshot"_s,     u"zoom"_s,         u"left_click"_s,      u"right_click"_s,
        u"middle_click"_s,   u"double_click"_s, u"triple_click"_s,    u"left_click_drag"_s,
        u"mouse_move"_s,     u"scroll"_s,       u"left_mouse_down"_s, u"left_mouse_up"_s,
        u"type"_s,           u"key"_s,          u"hold_key"_s,        u"wait"_s,
        u"cursor_position"_s};
    return kMembers;
}

QList<Violation> checkRequest(const DemoRequest &request)
{
    RequestCheck check(request);
    checkTransport(check);
    const Result<QJsonObject> body = parseJsonObject(request.body);
    if (!body) {
        check.refuse("json", u"The request body is not valid JSON: "_s + body.error().message);
        return check.violations;
    }
    check.setBody(*body);
    checkEnvelope(check);
    checkThinkingSettings(check);
    checkToolDeclarations(check);
    checkMessages(check);
    checkToolUse(check);
    checkThinkingBlocks(check);
    checkPictures(check);
    checkCaching(check);
    return check.violations;
}

} // namespace pilothouse
