#include "demo/demo_api.h"

#include "core/ids.h"
#include "core/log.h"
#include "demo/demo_interpreter.h"
#include "demo/demo_signature.h"
#include "demo/demo_usage.h"
#include "demo/demo_wire.h"
#include "demo/model_traits.h"
#include "demo/request_rules.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kMessages = "/v1/messages";
const QByteArray kCountTokens = "/v1/messages/count_tokens";
const QByteArray kModels = "/v1/models";
const QByteArray kOneModel = "/v1/models/";

QByteArray requestId()
{
    return "req_demo_" + randomUuid().remove(u'-').toLatin1();
}

DemoAnswer withRequestId(DemoAnswer answer)
{
    answer.fields << std::pair<QByteArray, QByteArray>("request-id", requestId());
    return answer;
}

/// The error type that belongs to a status (model API, "Errors").
QByteArray errorType(int status)
{
    switch (status) {
    case 401:
        return "authentication_error";
    case 404:
        return "not_found_error";
    case 413:
        return "request_too_large";
    case 500:
        return "api_error";
    case 503:
        return "overloaded_error";
    default:
        return "invalid_request_error";
    }
}

/// Takes as long for a wrong key as for a right one: hashes have one length, all bytes are looked
/// at.
bool equalInConstantTime(const QByteArray &left, const QByteArray &right)
{
    const QByteArray a = QCryptographicHash::hash(left, QCryptographicHash::Sha256);
    const QByteArray b = QCryptographicHash::hash(right, QCryptographicHash::Sha256);
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a.at(i) ^ b.at(i);
    return difference == 0;
}

QByteArray modelJson(const ModelTraits &traits)
{
    const auto supported = [](bool yes) {
        return QJsonObject{std::pair<QString, QJsonValue>(u"supported"_s, yes)};
    };
    QJsonObject effort = supported(!traits.efforts.isEmpty());
    for (const QString &level : {u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s})
        effort.insert(level, supported(traits.efforts.contains(level)));
    const QJsonObject types{{u"adaptive"_s, supported(traits.thinking.contains(u"adaptive"_s))},
                            {u"enabled"_s, supported(traits.thinking.contains(u"enabled"_s))}};
    const QJsonObject thinking{{u"supported"_s, true}, {u"types"_s, types}};
    const QJsonObject capabilities{
        {u"effort"_s, effort}, {u"image_input"_s, supported(true)}, {u"thinking"_s, thinking}};
    return compactJson(QJsonObject{{u"type"_s, u"model"_s},
                                   {u"id"_s, traits.id},
                                   {u"display_name"_s, u"Demo in the place of %1"_s.arg(traits.id)},
                                   {u"created_at"_s, u"2026-01-01T00:00:00Z"_s},
                                   {u"lifecycle"_s, u"active"_s},
                                   {u"max_input_tokens"_s, traits.contextTokens},
                                   {u"max_tokens"_s, traits.maxOutputTokens},
                                   {u"capabilities"_s, capabilities}});
}

DemoAnswer listModels()
{
    QList<QByteArray> models;
    for (const ModelTraits &traits : allModelTraits())
        models << modelJson(traits);
    DemoAnswer answer;
    answer.body = jsonObject({{"data", jsonArray(models)},
                              {"has_more", "false"},
                              textField("first_id", allModelTraits().first().id),
                              textField("last_id", allModelTraits().last().id)});
    return answer;
}

DemoAnswer oneModel(const QByteArray &id)
{
    const auto traits = modelTraits(QString::fromUtf8(QByteArray::fromPercentEncoding(id)));
    if (!traits)
        return DemoApi::error(404, "model: " + id);
    DemoAnswer answer;
    answer.body = modelJson(*traits);
    return withRequestId(answer);
}

qint64 outputTokens(const DemoReply &reply)
{
    qint64 tokens = 3;
    for (const DemoBlock &block : reply.blocks)
        tokens += estimateTokens(block.text + QString::fromUtf8(block.call.input)) + 2;
    return tokens;
}

DemoAnswer createMessage(const QJsonObject &request)
{
    const DemoReply reply = demoReply(request);
    DemoEnvelope envelope{.id = "msg_01" + prefixFingerprints(request).last().left(22),
                          .model = request.value("model"_L1).toString(),
                          .usage = inputUsage(request),
                          .editsContext = request.contains("context_management"_L1)};
    envelope.usage.output = outputTokens(reply);
    DemoAnswer answer;
    if (request.value("stream"_L1).toBool()) {
        answer.contentType = "text/event-stream; charset=utf-8";
        answer.frames = streamFrames(reply, envelope);
    } else {
        answer.body = messageJson(reply, envelope);
    }
    return answer;
}

DemoAnswer refusal(const Violation &violation)
{
    qCWarning(logModel) << "demo model: refused a request by the rule" << violation.rule << "-"
                        << violation.message;
    DemoAnswer answer =
        DemoApi::error(violation.status, violation.message.toUtf8(), violation.code);
    if (violation.status == 413) { // comes from the edge proxy, which speaks no JSON
        answer.contentType = "text/html";
        answer.body = "<html><body>413 Request Entity Too Large</body></html>";
    }
    return answer;
}

} // namespace

DemoApi::DemoApi(QByteArray key) : m_key(std::move(key)) {}

bool DemoApi::holdsKey(const HttpHead &head) const
{
    // If both are sent, x-api-key is said to win.
    const QByteArray key = head.value("x-api-key");
    if (!key.isEmpty())
        return equalInConstantTime(key, m_key);
    const QByteArray value = head.value("authorization");
    return value.left(7).toLower() == "bearer " &&
           equalInConstantTime(value.mid(7).trimmed(), m_key);
}

Verdict DemoApi::admit(const HttpHead &head) const
{
    if (holdsKey(head))
        return Verdict::admit();
    const bool named = !head.value("x-api-key").isEmpty();
    return Verdict::refuse(401, named ? u"invalid x-api-key"_s : u"invalid bearer token"_s);
}

DemoAnswer DemoApi::answer(const DemoRequest &request) const
{
    const QByteArray &path = request.path;
    const bool posts = path == kMessages || path == kCountTokens;
    const bool gets = path == kModels || path.startsWith(kOneModel);
    if (!posts && !gets)
        return error(404, "Not Found");
    if (request.method != (posts ? "POST" : "GET"))
        return error(405, "Method Not Allowed");
    if (path == kModels)
        return withRequestId(listModels());
    if (gets)
        return oneModel(path.mid(kOneModel.size()));
    if (const QList<Violation> found = checkRequest(request); !found.isEmpty())
        return refusal(found.first());
    const Result<QJsonObject> body = parseJsonObject(request.body);
    if (!body)
        return error(400, body.error().message.toUtf8());
    if (path == kCountTokens) {
        DemoAnswer answer;
        answer.body = jsonObject({{"input_tokens", QByteArray::number(estimateTokens(*body))}});
        return withRequestId(answer);
    }
    return withRequestId(createMessage(*body));
}

DemoAnswer DemoApi::error(int status, const QByteArray &message, const QByteArray &code)
{
    const QByteArray id = requestId();
    QList<JsonField> detail{textField("type", QString::fromLatin1(errorType(status))),
                            textField("message", QString::fromUtf8(message))};
    if (!code.isEmpty())
        detail << JsonField{"details",
                            jsonObject({textField("error_code", QString::fromLatin1(code))})};
    DemoAnswer answer{.status = status};
    answer.fields << std::pair<QByteArray, QByteArray>("request-id", id);
    answer.body = jsonObject(
        {{"type", "\"error\""}, {"error", jsonObject(detail)}, {"request_id", '"' + id + '"'}});
    return answer;
}

} // namespace pilothouse
