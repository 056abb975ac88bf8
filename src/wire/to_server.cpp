#include "wire/to_server.h"

#include "core/screen_limits.h"
#include "wire/overloaded.h"
#include "wire/plan_fields.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Error errorIn(FieldReader &read)
{
    const Result<Error> error = errorFrom(read.object("error"_L1));
    if (!error)
        read.complain("error"_L1);
    return error.value_or(Error());
}

ToldEgress egressIn(FieldReader &read)
{
    const auto mode = egressModeFrom(read.text("mode"_L1));
    if (!mode)
        read.complain("mode"_L1);
    return {{.host = read.text("host"_L1),
             .port = static_cast<int>(read.integer("port"_L1, 0, 65535)),
             .mode = mode.value_or(EgressMode::None)}};
}

LinkAnswer answerIn(FieldReader &read, const QByteArray &bytes)
{
    LinkAnswer answer{.id = read.integer("id"_L1, 1, kMostWireNumber)};
    if (read.has("error"_L1))
        answer.error = errorIn(read);
    else
        answer.value = {read.object("value"_L1), bytes};
    return answer;
}

ToServer messageIn(FieldReader &read, const QByteArray &bytes)
{
    const QString type = read.text("type"_L1);
    if (type == "ready"_L1)
        return Ready{.wasThere = read.flag("was_there"_L1),
                     .size = read.size("size"_L1, 1, kLargestScreen.width()),
                     .speaksRfb = read.flag("rfb"_L1),
                     .rfbPassword = read.text("rfb_password"_L1).toLatin1(),
                     .lastId = read.integer("last_id"_L1, 0, kMostWireNumber)};
    if (type == "refused"_L1)
        return Refused{errorIn(read)};
    if (type == "answer"_L1)
        return answerIn(read, bytes);
    if (type == "egress"_L1)
        return egressIn(read);
    if (type == "died"_L1)
        return ToldDeath{errorIn(read)};
    if (type != "renewed"_L1)
        read.complain("type"_L1);
    return Renewed();
}

WireFrame answerFrame(const LinkAnswer &answer)
{
    QJsonObject json{{u"type"_s, u"answer"_s}, {u"id"_s, answer.id}};
    if (answer.error)
        json.insert(u"error"_s, toJson(*answer.error));
    else
        json.insert(u"value"_s, answer.value.json);
    return {json, answer.value.bytes};
}

} // namespace

WireFrame frameOf(const ToServer &message)
{
    const auto json = [](const QJsonObject &object) { return WireFrame{.json = object}; };
    const Overloaded cases{
        [&](const Ready &m) {
            return json({{u"type"_s, u"ready"_s},
                         {u"was_there"_s, m.wasThere},
                         {u"size"_s, QJsonArray{m.size.width(), m.size.height()}},
                         {u"rfb"_s, m.speaksRfb},
                         {u"rfb_password"_s, QString::fromLatin1(m.rfbPassword)},
                         {u"last_id"_s, m.lastId}});
        },
        [&](const Refused &m) {
            return json({{u"type"_s, u"refused"_s}, {u"error"_s, toJson(m.error)}});
        },
        [](const LinkAnswer &m) { return answerFrame(m); },
        [&](const ToldEgress &m) {
            return json({{u"type"_s, u"egress"_s},
                         {u"host"_s, m.refusal.host},
                         {u"port"_s, m.refusal.port},
                         {u"mode"_s, name(m.refusal.mode)}});
        },
        [&](const ToldDeath &m) {
            return json({{u"type"_s, u"died"_s}, {u"error"_s, toJson(m.reason)}});
        },
        [&](const Renewed &) {
            return json({{u"type"_s, u"renewed"_s}});
        }};
    return std::visit(cases, message);
}

Result<ToServer> toServerFrom(const WireFrame &frame)
{
    FieldReader read(frame.json);
    ToServer message = messageIn(read, frame.bytes);
    if (!read.isGood())
        return fail(read.error());
    return message;
}

} // namespace pilothouse
