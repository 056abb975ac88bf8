#include "wire/to_node.h"

#include "wire/overloaded.h"
#include "wire/plan_fields.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLongestLease = 24 * 3600;
constexpr qint64 kLongestPatience = 24 * 3600 * 1000;

QJsonObject toJson(const ToolCall &call)
{
    return {{u"id"_s, call.id},     {u"toolset"_s, call.toolset},    {u"name"_s, call.name},
            {u"tool"_s, call.tool}, {u"action"_s, call.action},      {u"input"_s, call.input},
            {u"look"_s, call.look}, {u"malformed"_s, call.malformed}};
}

ToolCall callIn(FieldReader &outer)
{
    FieldReader read(outer.object("call"_L1));
    ToolCall call{.id = read.text("id"_L1),
                  .toolset = read.text("toolset"_L1),
                  .name = read.text("name"_L1),
                  .tool = read.text("tool"_L1),
                  .action = read.text("action"_L1),
                  .input = read.object("input"_L1),
                  .look = read.flag("look"_L1, true)};
    call.malformed = read.text("malformed"_L1);
    if (!read.isGood())
        outer.complain("call"_L1);
    return call;
}

QJsonObject questionJson(const Question &question)
{
    const Overloaded cases{[](const AskCall &q) -> QJsonObject {
                               return {{u"what"_s, u"call"_s}, {u"call"_s, toJson(q.call)}};
                           },
                           [](const AskElements &) -> QJsonObject {
                               return {{u"what"_s, u"elements"_s}};
                           },
                           [](const AskCommand &q) -> QJsonObject {
                               return {{u"what"_s, u"command"_s},
                                       {u"line"_s, q.line},
                                       {u"patience"_s, qint64(q.patience.count())}};
                           },
                           [](const AskPicture &q) -> QJsonObject {
                               return {{u"what"_s, u"picture"_s}, {u"pointer"_s, q.withPointer}};
                           },
                           [](const AskClipboard &) -> QJsonObject {
                               return {{u"what"_s, u"clipboard"_s}};
                           },
                           [](const PutClipboard &q) -> QJsonObject {
                               return {{u"what"_s, u"put_clipboard"_s}, {u"text"_s, q.text}};
                           },
                           [](const LetGo &) -> QJsonObject {
                               return {{u"what"_s, u"let_go"_s}};
                           }};
    return std::visit(cases, question);
}

Question questionIn(FieldReader &read)
{
    const QString what = read.text("what"_L1);
    if (what == "call"_L1)
        return AskCall{callIn(read)};
    if (what == "elements"_L1)
        return AskElements();
    if (what == "command"_L1)
        return AskCommand{.line = read.text("line"_L1),
                          .patience = std::chrono::milliseconds(
                              read.integer("patience"_L1, 0, kLongestPatience))};
    if (what == "picture"_L1)
        return AskPicture{read.flag("pointer"_L1)};
    if (what == "clipboard"_L1)
        return AskClipboard();
    if (what == "put_clipboard"_L1)
        return PutClipboard{read.text("text"_L1)};
    if (what != "let_go"_L1)
        read.complain("what"_L1);
    return LetGo();
}

QList<Secret> secretsIn(FieldReader &read)
{
    const auto secrets = secretsFrom(read.object("secrets"_L1));
    if (!secrets)
        read.complain("secrets"_L1);
    return secrets.value_or(QList<Secret>());
}

Result<ToNode> helloFrom(FieldReader &read)
{
    const qint64 version = read.integer("version"_L1, 0, kMostWireNumber);
    if (version != kWireVersion)
        return fail(Errc::Unsupported,
                    u"The node speaks version %1 of the link, the server version %2. Use the same "
                    "release of Pilothouse on both."_s.arg(kWireVersion)
                        .arg(version));
    Hello hello{.fence = read.integer("fence"_L1, 1, kMostWireNumber),
                .onlyThere = read.flag("only_there"_L1),
                .lease = std::chrono::seconds(read.integer("lease"_L1, 1, kLongestLease)),
                .plan = {},
                .secrets = secretsIn(read)};
    const Result<BenchPlan> plan = benchPlanFrom(read.object("plan"_L1));
    if (!plan)
        return fail(plan.error());
    hello.plan = *plan;
    return ToNode(hello);
}

Result<ToNode> messageFrom(const QString &type, FieldReader &read)
{
    if (type == "hello"_L1)
        return helloFrom(read);
    if (type == "request"_L1)
        return ToNode(Request{.id = read.integer("id"_L1, 1, kMostWireNumber),
                              .settled = read.integer("settled"_L1, 0, kMostWireNumber),
                              .question = questionIn(read)});
    if (type == "stop"_L1)
        return ToNode(StopRequest{read.integer("id"_L1, 1, kMostWireNumber)});
    if (type == "allow"_L1) {
        const Result<QString> entry = allowedHost(read.text("host"_L1));
        if (!entry)
            read.complain("host"_L1);
        return ToNode(PermitHost{entry.value_or(QString())});
    }
    if (type == "secrets"_L1)
        return ToNode(SetSecrets{secretsIn(read)});
    if (type == "renew"_L1)
        return ToNode(Renew());
    if (type != "end"_L1)
        read.complain("type"_L1);
    return ToNode(EndDesktop());
}

} // namespace

WireFrame frameOf(const ToNode &message)
{
    const Overloaded cases{
        [](const Hello &m) -> QJsonObject {
            return {{u"type"_s, u"hello"_s},
                    {u"version"_s, kWireVersion},
                    {u"fence"_s, m.fence},
                    {u"only_there"_s, m.onlyThere},
                    {u"lease"_s, qint64(m.lease.count())},
                    {u"plan"_s, pilothouse::toJson(m.plan)},
                    {u"secrets"_s, pilothouse::toJson(m.secrets)}};
        },
        [](const Request &m) -> QJsonObject {
            QJsonObject json = questionJson(m.question);
            json.insert(u"type"_s, u"request"_s);
            json.insert(u"id"_s, m.id);
            json.insert(u"settled"_s, m.settled);
            return json;
        },
        [](const StopRequest &m) -> QJsonObject {
            return {{u"type"_s, u"stop"_s}, {u"id"_s, m.id}};
        },
        [](const PermitHost &m) -> QJsonObject {
            return {{u"type"_s, u"allow"_s}, {u"host"_s, m.entry}};
        },
        [](const SetSecrets &m) -> QJsonObject {
            return {{u"type"_s, u"secrets"_s}, {u"secrets"_s, pilothouse::toJson(m.secrets)}};
        },
        [](const Renew &) -> QJsonObject {
            return {{u"type"_s, u"renew"_s}};
        },
        [](const EndDesktop &) -> QJsonObject {
            return {{u"type"_s, u"end"_s}};
        }};
    return {.json = std::visit(cases, message)};
}

Result<ToNode> toNodeFrom(const WireFrame &frame)
{
    FieldReader read(frame.json);
    Result<ToNode> message = messageFrom(read.text("type"_L1), read);
    if (message && !read.isGood())
        return fail(read.error());
    return message;
}

} // namespace pilothouse
