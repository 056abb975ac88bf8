#include "model/anthropic/messages_assembler.h"
#include "model/http/answer_reader.h"
#include "stream_text.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>

#include <libdeflate.h>

#include <memory>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kMessage =
    R"({"id":"msg_1","type":"message","role":"assistant","model":"q","content":[)"
    R"({"type":"thinking","thinking":"hm"},{"type":"text","text":"Hello"},)"
    R"({"type":"tool_use","id":"t1","name":"bash","input":{"command":"ls"}}],)"
    R"("stop_reason":"tool_use","usage":{"input_tokens":10,"output_tokens":7}})";

QByteArray packed(const QByteArray &text, std::size_t (*pack)(libdeflate_compressor *, const void *,
                                                              std::size_t, void *, std::size_t))
{
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> tool(
        libdeflate_alloc_compressor(6), &libdeflate_free_compressor);
    QByteArray bytes(text.size() + 200, '\0');
    bytes.truncate(qsizetype(pack(tool.get(), text.constData(), std::size_t(text.size()),
                                  bytes.data(), std::size_t(bytes.size()))));
    return bytes;
}

/// Each event of a stream as a line of JSON.
QByteArray asLines(const QByteArray &stream, const QByteArray &before = {},
                   const QByteArray &after = "\n")
{
    QByteArray lines;
    for (const QByteArray &line : stream.split('\n'))
        if (line.startsWith("data: "))
            lines += before + line.sliced(6) + after;
    return lines;
}

struct Read
{
    ApiResult<ModelReply> reply = tl::unexpected(ApiFailure{});
    bool isComplete = false; // before the end
};

Read readIn(const QByteArray &body, const AnswerHead &head, qsizetype step)
{
    const FakeClock clock;
    const ProgressSink none;
    AnswerReader reader(clock, none,
                        std::make_unique<MessagesAssembler>(ToolDialect::Custom, ModelInfo{}));
    Read result;
    for (qsizetype at = 0; at < body.size(); at += step)
        if (const auto read = reader.read(head, body.mid(at, step)); !read) {
            result.reply = tl::unexpected(read.error());
            return result;
        }
    result.isComplete = reader.isComplete();
    result.reply = reader.finish(head, {.status = head.status});
    return result;
}

} // namespace

/// An answer is read by what is inside, not by its wrapping.
class TestAnswerReader : public QObject
{
    Q_OBJECT
private slots:
    void readsAReplyInAnyWrapping_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("encoding");
        const QByteArray stream = stream::saying("Hello");
        const QByteArray events = "text/event-stream";
        const auto row = [](const char *tag, const QByteArray &body, const QByteArray &type,
                            const QByteArray &encoding = {}) {
            QTest::newRow(tag) << body << type << encoding;
        };
        row("as it should be", stream, events);
        row("labelled text/plain", stream, "text/plain; charset=utf-8");
        row("labelled JSON", stream, "application/json");
        row("labelled HTML", stream, "text/html");
        row("labelled bytes", stream, "application/octet-stream");
        row("without a label", stream, "");
        row("with a BOM", "\xEF\xBB\xBF" + stream, "text/plain");
        row("CRLF", QByteArray(stream).replace("\n", "\r\n"), "text/plain");
        row("CR", QByteArray(stream).replace("\n", "\r"), "");
        row("a comment first", ": hello\n\n" + stream, "");
        row("blank lines first", "\n\n\r\n" + stream, "");
        row("no space after the colon", QByteArray(stream).replace(": {", ":{"), events);
        row("without event names", asLines(stream, "data: ", "\n\n"), "");
        row("a whole message", kMessage, "application/json");
        row("a whole message labelled a stream", kMessage, events);
        row("a whole message with a BOM and blanks", "\xEF\xBB\xBF \n" + kMessage + "\n\n", "");
        row("a text instead of blocks",
            R"({"type":"message","role":"assistant","content":"Hello"})", "application/json");
        row("lines of JSON", asLines(stream), "application/x-ndjson");
        row("a list of events", '[' + asLines(stream).trimmed().replace("\n", ",") + ']',
            "application/json");
        row("gzip", packed(stream, libdeflate_gzip_compress), events, "gzip");
        row("gzip without saying so", packed(stream, libdeflate_gzip_compress), events);
        row("gzip of a whole message", packed(kMessage, libdeflate_gzip_compress),
            "application/json", "x-gzip");
        row("deflate", packed(stream, libdeflate_zlib_compress), events, "deflate");
        row("deflate without a head", packed(stream, libdeflate_deflate_compress), events,
            "deflate");
        row("said to be gzip, but not", stream, events, "gzip");
        row("said to be br, but not", stream, events, "br");
        row("no last event", QByteArray(stream).replace(stream::stop(), ""), events);
        row("closed as OpenAI's dialect is",
            QByteArray(stream).replace(stream::stop(), "data: [DONE]\n\n"), events);
    }
    void readsAReplyInAnyWrapping()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, encoding);
        const AnswerHead head{.status = 200, .encoding = encoding, .type = type};
        for (const qsizetype step : {qsizetype(1), qsizetype(7), body.size()}) {
            const Read read = readIn(body, head, step);
            QVERIFY2(read.reply, read.reply ? "" : qPrintable(read.reply.error().error.message));
            QStringList texts;
            for (const ReplyBlock &block : read.reply->blocks)
                if (block.type == "text"_L1)
                    texts += block.text;
            QCOMPARE(texts, QStringList{u"Hello"_s});
        }
    }

    void aWholeMessageIsAWholeReply()
    {
        const Read read = readIn(kMessage, {.status = 200, .type = "application/json"}, 100);
        QVERIFY(read.reply);
        QCOMPARE(read.reply->blocks.size(), 3);
        QCOMPARE(read.reply->id, u"msg_1"_s);
        QCOMPARE(read.reply->stopReason, u"tool_use"_s);
        QCOMPARE(read.reply->usage, (Usage{.input = 10, .output = 7}));
        QCOMPARE(read.reply->toolCalls().first().input.value("command"_L1).toString(), u"ls"_s);
    }

    void saysWhatAnAnswerIsInstead_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<bool>("retry");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, int status, const QByteArray &body, bool retry,
                            const char *says, const QByteArray &encoding = {}) {
            QTest::newRow(tag) << status << body << encoding << retry << QString::fromLatin1(says);
        };
        row("a page", 200, "<html><title>Log in</title>", false, "Log in");
        row("words", 200, "Hello from the proxy", false, "Hello from the proxy");
        row("an error with 200", 200, R"({"error":"no such model: q"})", false, "no such model: q");
        row("an error with 201", 201, R"({"detail":"busy"})", true, "busy");
        row("an error event without a type", 200,
            "data: {\"error\":{\"message\":\"out of slots\",\"code\":503}}\n\n", true,
            "out of slots");
        row("an error event of llama.cpp's", 200,
            "error: {\"code\":400,\"message\":\"bad "
            "request\",\"type\":\"invalid_request_error\"}\n\n",
            false, "bad request");
        row("an error event with words only", 200, "event: error\ndata: boom\n\n", true, "boom");
        row("an error event in the middle", 200,
            stream::start() + "data: {\"detail\":\"worker died\"}\n\n", true, "worker died");
        row("a packed error", 400, packed(R"({"error":"too hot"})", libdeflate_gzip_compress),
            false, "too hot", "gzip");
        row("a packed page", 502,
            packed("<html><title>Bad gateway</title>", libdeflate_gzip_compress), true,
            "Bad gateway");
        row("another dialect's chunk", 200,
            "data: {\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\n", false,
            "/v1/chat/completions");
        row("another dialect's message", 200, R"({"object":"chat.completion","choices":[]})", false,
            "/v1/chat/completions");
        row("br", 200, QByteArray("\x1b\x03\x00\xf8", 4), false, "(br)", "br");
        row("zstd", 200, QByteArray("\x28\xb5\x2f\xfd\x00", 5), false, "(zstd)", "zstd");
        row("broken gzip", 200, packed(kMessage, libdeflate_gzip_compress).chopped(9), true,
            "broken", "gzip");
        row("half a message", 200, kMessage.chopped(20), true, "no JSON");
        row("nothing", 200, "", true, "broke off");
    }
    void saysWhatAnAnswerIsInstead()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, encoding);
        QFETCH(QString, says);
        const Read read = readIn(body, {.status = status, .encoding = encoding}, 5);
        QVERIFY(!read.reply);
        const QString &message = read.reply.error().error.message;
        QVERIFY2(message.contains(says), qPrintable(message));
        QTEST(read.reply.error().retry, "retry");
    }

    void countsOnlyWhatBelongsToAReply_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("parts");
        QTest::newRow("pings") << stream::ping() + stream::ping() << 0;
        QTest::newRow("pings without a name") << QByteArray("data: {\"type\":\"ping\"}\n\n") << 0;
        QTest::newRow("comments") << QByteArray(": a\n\n:\n\n: b\n") << 0;
        QTest::newRow("blank lines") << QByteArray("\n\n\r\n\r") << 0;
        QTest::newRow("other events") << stream::frame("beat", R"({"type":"beat"})") << 0;
        QTest::newRow("empty deltas") << stream::blockStart(0, R"({"type":"text","text":""})") +
                                             stream::delta(0, R"({"type":"text_delta","text":""})")
                                      << 1;
        QTest::newRow("a text") << stream::textBlock(0, {"a", "b"}) << 4;
    }
    void countsOnlyWhatBelongsToAReply()
    {
        QFETCH(QByteArray, bytes);
        const FakeClock clock;
        const ProgressSink none;
        AnswerReader reader(clock, none,
                            std::make_unique<MessagesAssembler>(ToolDialect::Custom, ModelInfo{}));
        const AnswerHead head{.status = 200};
        QVERIFY(reader.read(head, stream::start()));
        const int before = reader.parts();
        QVERIFY(reader.read(head, bytes));
        QTEST(reader.parts() - before, "parts");
    }
};

PILOTHOUSE_UNIT_TEST(TestAnswerReader)
#include "tst_answer_reader.moc"
