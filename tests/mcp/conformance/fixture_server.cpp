// The tools that the protocol's suite asks for by their names, on our endpoint. Says its address,
// and ends with its standard input.
#include "access/credentials.h"
#include "core/wait.h"
#include "door/front_door.h"
#include "mcp/mcp_routes.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kPicture =
    u"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="_s;
const QString kSound = u"UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="_s;

QJsonObject picture()
{
    return {{u"type"_s, u"image"_s}, {u"data"_s, kPicture}, {u"mimeType"_s, u"image/png"_s}};
}

QJsonObject embedded(const QString &type)
{
    const QJsonObject resource{{u"uri"_s, u"test://embedded-resource"_s},
                               {u"mimeType"_s, type},
                               {u"text"_s, u"{\"test\":\"data\",\"value\":123}"_s}};
    return {{u"type"_s, u"resource"_s}, {u"resource"_s, resource}};
}

QCoro::Task<McpToolReply> tellContent(QJsonArray content)
{
    co_return McpToolReply{.content = content};
}

QCoro::Task<McpToolReply> failAlways(McpToolCall, std::stop_token)
{
    co_return mcpFailure(u"This tool intentionally returns an error for testing"_s);
}

QCoro::Task<McpToolReply> tellProgress(McpToolCall call, std::stop_token stop)
{
    for (const QString &step : {u"0"_s, u"50"_s, u"100"_s}) {
        call.progress(step);
        co_await sleepFor(systemClock(), std::chrono::milliseconds(50), stop);
    }
    co_return mcpText(u"Done"_s);
}

QJsonObject form(const QString &message, const QStringList &fields)
{
    QJsonObject properties;
    for (const QString &field : fields)
        properties.insert(field, QJsonObject{{u"type"_s, u"string"_s}});
    const QJsonObject schema{{u"type"_s, u"object"_s},
                             {u"properties"_s, properties},
                             {u"required"_s, QJsonArray::fromStringList(fields)}};
    return {{u"mode"_s, u"form"_s}, {u"message"_s, message}, {u"requestedSchema"_s, schema}};
}

QCoro::Task<McpToolReply> askOnTheStream(McpToolCall call, std::stop_token stop)
{
    if (!call.elicit)
        co_return mcpFailure(u"The client cannot ask."_s);
    const QJsonObject params = form(call.text(u"message"_s), {u"username"_s, u"email"_s});
    const auto answer = co_await call.elicit(params, stop);
    co_return mcpText(u"User response: "_s +
                      (answer ? (*answer)[u"action"_s].toString() : u"none"_s));
}

QCoro::Task<McpToolReply> askBeforeTheNextCall(McpToolCall call, std::stop_token)
{
    const QJsonValue answer = call.inputResponses.value(u"user_name"_s);
    if (answer.isObject())
        co_return mcpText(u"Hello, %1!"_s.arg(answer[u"content"_s][u"name"_s].toString()));
    McpToolReply reply;
    reply.input = McpInput{.key = u"user_name"_s,
                           .params = form(u"What is your name?"_s, {u"name"_s}),
                           .state = u"once"_s};
    co_return reply;
}

McpTool tool(const QString &name, decltype(McpTool::run) run, const QStringList &texts = {})
{
    QJsonObject properties;
    for (const QString &text : texts)
        properties.insert(text, QJsonObject{{u"type"_s, u"string"_s}});
    const QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    return {{{u"name"_s, name}, {u"description"_s, name}, {u"inputSchema"_s, schema}},
            std::move(run)};
}

McpTool telling(const QString &name, const QJsonArray &content)
{
    return tool(name, [content](McpToolCall, std::stop_token) { return tellContent(content); });
}

McpTools fixtures()
{
    const QJsonObject sound{
        {u"type"_s, u"audio"_s}, {u"data"_s, kSound}, {u"mimeType"_s, u"audio/wav"_s}};
    const QJsonObject text = mcpTextBlock(u"This is a simple text response for testing."_s);
    return {telling(u"test_simple_text"_s, {text}),
            telling(u"test_image_content"_s, {picture()}),
            telling(u"test_audio_content"_s, {sound}),
            telling(u"test_embedded_resource"_s, {embedded(u"text/plain"_s)}),
            telling(u"test_multiple_content_types"_s,
                    {text, picture(), embedded(u"application/json"_s)}),
            tool(u"test_error_handling"_s, failAlways),
            tool(u"test_tool_with_progress"_s, tellProgress),
            tool(u"test_elicitation"_s, askOnTheStream, {u"message"_s}),
            tool(u"test_input_required_result_elicitation"_s, askBeforeTheNextCall)};
}

QCoro::Task<Result<QJsonArray>> readNothing(QString, std::stop_token)
{
    co_return fail(Errc::NotFound, u"Resource not found"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const McpResources none{
        .list = [] { return QJsonArray(); }, .templates = {}, .read = readNothing};
    McpServer server({.version = u"1"_s, .instructions = u"For tests."_s}, fixtures(), none, {},
                     systemClock());
    const Credentials credentials(ServerConfig(), "token", systemClock());
    TaskScope tasks;
    Router router;
    addMcpRoutes(router, server, credentials, tasks, systemClock());
    FrontDoor door({}, router, systemClock());
    if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
        return 1;
    std::printf("http://127.0.0.1:%d/mcp\n", door.serverPort());
    std::fflush(stdout);
    const QSocketNotifier end(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&end, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
