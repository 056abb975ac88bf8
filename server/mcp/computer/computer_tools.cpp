#include "mcp/computer/computer_tools.h"

#include "core/region.h"
#include "core/screen_limits.h"
#include "mcp/agent/session_report.h"
#include "mcp/computer/computer_calls.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString whoIs(const McpToolCall &call)
{
    return call.caller.name.isEmpty() ? u"An MCP client"_s : call.caller.name;
}

std::optional<int> number(const McpToolCall &call, const QString &name)
{
    const QJsonValue value = call.arguments.value(name);
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

/// InvalidArgument: there is no screen of this size.
Result<SessionOverrides> wishesOf(const McpToolCall &call)
{
    SessionOverrides wishes;
    wishes.width = number(call, u"width"_s);
    wishes.height = number(call, u"height"_s);
    wishes.pictureWidth = number(call, u"picture_width"_s);
    wishes.approval = approvalPolicyFrom(call.text(u"approval"_s));
    if (const QString desk = call.text(u"desk"_s); !desk.isEmpty())
        wishes.desk = desk;
    const QSize least = kLeastScreen;
    const QSize most = kLargestScreen;
    const int width = wishes.width.value_or(least.width());
    const int height = wishes.height.value_or(least.height());
    if (QSize(width, height).expandedTo(least).boundedTo(most) != QSize(width, height))
        return fail(Errc::InvalidArgument,
                    u"A screen has %1x%2 to %3x%4 pixels."_s.arg(least.width())
                        .arg(least.height())
                        .arg(most.width())
                        .arg(most.height()));
    return wishes;
}

} // namespace

McpTools ComputerTools::tools()
{
    McpTools tools;
    for (const QJsonObject &declaration : mcpDeclarations(u":/pilothouse/mcp/computer.json"_s)) {
        const QString name = declaration.value("name"_L1).toString();
        tools.append({declaration, [this, name](McpToolCall call, std::stop_token stop) {
                          if (name == "open_desktop"_L1)
                              return open(std::move(call), std::move(stop));
                          if (name == "close_desktop"_L1)
                              return close(std::move(call));
                          return act(name, std::move(call), std::move(stop));
                      }});
    }
    return tools;
}

QCoro::Task<McpToolReply> ComputerTools::open(McpToolCall call, std::stop_token stop)
{
    const Result<SessionId> session = co_await openSession(call);
    if (!session)
        co_return mcpFailure(session.error());
    const QString who = whoIs(call);
    const Result<> begun =
        co_await m_parts.actions.operate(*session, who, call.text(u"purpose"_s), call.actor);
    if (!begun)
        co_return mcpFailure(begun.error());
    call.progress(u"session "_s + session->value);
    if (call.text(u"session_id"_s).isEmpty())
        call.arguments.remove(u"picture_width"_s); // is that of all its pictures now
    McpToolReply reply = co_await carryOut(*session, u"screenshot"_s, call, stop);
    QString told = u"session_id: "_s + session->value;
    if (const QString watch = watchAddress(call.address, *session); !watch.isEmpty())
        told += u"\nPeople watch it at "_s + watch;
    reply.content.prepend(mcpTextBlock(told));
    co_return reply;
}

QCoro::Task<Result<SessionId>> ComputerTools::openSession(McpToolCall call)
{
    if (const QString given = call.text(u"session_id"_s); !given.isEmpty())
        co_return SessionId{given};
    const Result<SessionOverrides> wishes = wishesOf(call);
    if (!wishes)
        co_return fail(wishes.error());
    SessionOptions options = m_parts.options(*wishes);
    options.coordinates = CoordinateSpace::Pixels; // its model is the client's
    if (const QList<Misfit> wrong = m_parts.misfits(options); !wrong.isEmpty())
        co_return fail(Errc::InvalidArgument,
                       wrong.first().option + u": "_s + wrong.first().reason);
    const auto created = co_await m_parts.actions.create(options, call.actor);
    if (!created)
        co_return fail(created.error());
    co_return created->id;
}

QCoro::Task<McpToolReply> ComputerTools::close(McpToolCall call)
{
    const SessionId id{call.text(u"session_id"_s)};
    const auto finished = co_await m_parts.actions.finish(id, call.actor);
    co_return finished ? mcpText(u"The desktop is closed."_s) : mcpFailure(finished.error());
}

QCoro::Task<McpToolReply> ComputerTools::act(QString tool, McpToolCall call, std::stop_token stop)
{
    const SessionId id{call.text(u"session_id"_s)};
    if (const auto about = askedAbout(call)) {
        const McpToolReply again = co_await goOn(tool, call, *about, stop);
        co_return again;
    }
    if (const Result<> ready = co_await takeUp(id, call); !ready)
        co_return mcpFailure(ready.error());
    const McpToolReply reply = co_await carryOut(id, tool, call, stop);
    co_return reply;
}

QCoro::Task<Result<>> ComputerTools::takeUp(SessionId session, McpToolCall call)
{
    const auto record = m_parts.registry.record(session);
    if (!record)
        co_return fail(record.error());
    const Session *open = m_parts.registry.find(session);
    if (open != nullptr && open->outside())
        co_return Result<>();
    if (record->status == SessionStatus::Completed || record->status == SessionStatus::Active) {
        const Result<> begun =
            co_await m_parts.actions.operate(session, whoIs(call), QString(), call.actor);
        co_return begun;
    }
    co_return fail(Errc::Conflict,
                   u"You do not operate this desktop now (%1). If your user wants you "
                   "to go on, call open_desktop with its session_id."_s.arg(name(record->status)));
}

QCoro::Task<McpToolReply> ComputerTools::carryOut(SessionId session, QString tool, McpToolCall call,
                                                  std::stop_token stop)
{
    const Result<Deed> deed = deedOf(session, tool, call);
    if (!deed)
        co_return mcpFailure(deed.error());
    const auto pending = std::make_shared<PendingAct>(m_parts.clock);
    const std::stop_callback forward(stop, [pending] { pending->stop.request_stop(); });
    const QObject untilDone;
    QObject::connect(&m_parts.journal, &Journal::appended, &untilDone, [&](const Event &event) {
        if (event.session != session)
            return;
        if (const auto *asked = std::get_if<ApprovalRequested>(&event.body)) {
            call.progress(u"A person is asked: "_s + asked->summary);
            pending->asked = asked->toolUseId;
            pending->changed.wake();
        } else if (const auto *changed = std::get_if<StatusChanged>(&event.body);
                   changed && !changed->reason.isEmpty()) {
            call.progress(changed->reason);
        }
    });
    m_tasks.launch([parts = m_parts, session, deed = deed->call, pending](std::stop_token) {
        return carryOutAct(parts, session, deed, pending);
    });
    constexpr auto kBetweenLooks = std::chrono::hours(1); // every wait ends
    while (!pending->result) {
        co_await pending->changed.wait(std::stop_token(), kBetweenLooks);
        if (pending->result || pending->asked.isEmpty())
            continue;
        if (const auto input = inputFor(m_parts, call, session))
            co_return McpToolReply{.input = input};
        const QString asked = std::exchange(pending->asked, {});
        m_tasks.launch([parts = m_parts, call, session, asked, pending](std::stop_token) {
            return askUser(parts, call, session, asked, pending->stop.get_token());
        });
    }
    const McpToolReply reply = co_await replyOf(*deed, *pending->result);
    co_return reply;
}

QCoro::Task<McpToolReply> ComputerTools::goOn(QString tool, McpToolCall call, AskedAbout about,
                                              std::stop_token stop)
{
    const Result<Deed> deed = deedOf(about.session, tool, call);
    if (!deed)
        co_return mcpFailure(deed.error());
    const Result<> taken = co_await takeInput(m_parts, call, about);
    if (!taken)
        co_return mcpFailure(taken.error());
    const auto result = co_await resultOfCall(m_parts, about.session, about.callId, stop);
    if (!result)
        co_return mcpFailure(u"Given up; the call still waits for a person's word."_s);
    const McpToolReply reply = co_await replyOf(*deed, *result);
    co_return reply;
}

Result<ComputerTools::Deed> ComputerTools::deedOf(const SessionId &session, const QString &tool,
                                                  const McpToolCall &call) const
{
    const auto record = m_parts.registry.record(session);
    if (!record)
        return fail(record.error());
    const auto space = pictureSpace(call.arguments, record->options.pictureSize);
    if (!space)
        return fail(space.error());
    const auto arguments = inWholePictures(call.arguments, *space);
    if (!arguments)
        return fail(arguments.error());
    return Deed{.call = computerCall(tool, *arguments),
                .space = *space,
                .screen = record->options.displaySize,
                .look = call.arguments.value("look"_L1).toBool(true)};
}

QCoro::Task<McpToolReply> ComputerTools::replyOf(Deed deed, Result<ToolResult> done) const
{
    if (!done)
        co_return mcpFailure(done.error());
    QString text = done->text;
    QJsonArray pictures;
    for (const ImageRef &image : deed.look ? done->images : QList<ImageRef>()) {
        Result<QByteArray> bytes = m_parts.blobs.read(image.blob);
        QSize size = image.size;
        QString type = image.mediaType;
        if (bytes && deed.space.isChosen()) {
            size = sizeIn(deed.space, size);
            bytes = co_await QtConcurrent::run(scaledPicture, *bytes, size);
            type = u"image/png"_s;
        }
        if (!bytes)
            co_return mcpFailure(bytes.error());
        pictures.append(mcpPictureBlock(*bytes, type));
        const bool isRegion = deed.call.action == "zoom"_L1;
        text = withNote(text, spaceInWords(deed.space, deed.screen, size, isRegion));
    }
    McpToolReply reply = mcpText(text.isEmpty() ? u"Done."_s : text);
    for (const QJsonValue &picture : std::as_const(pictures))
        reply.content.append(picture);
    reply.isError = done->isError;
    co_return reply;
}

} // namespace pilothouse
