#include "model/http/api_failure.h"
#include "model/http/server_error.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

// moc cannot read raw strings with many quotes.
QByteArray withQuotes(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

/// The bodies of failed requests, in every shape that servers and proxies have for them.
class TestServerError : public QObject
{
    Q_OBJECT
private slots:
    void findsTheWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *tag, const QByteArray &body, const QString &words) {
            QTest::newRow(tag) << body << words;
        };
        row("the API's", withQuotes("{'type':'error','error':{'type':'x','message':'Bad.'}}"),
            u"Bad."_s);
        row("a string", withQuotes("{'error':'model q not found'}"), u"model q not found"_s);
        row("OpenAI's", withQuotes("{'error':{'message':'No','type':'t','param':null,'code':'c'}}"),
            u"No"_s);
        row("message", withQuotes("{'message':'busy'}"), u"busy"_s);
        row("Message", withQuotes("{'Message':'denied'}"), u"denied"_s);
        row("detail", withQuotes("{'detail':'Not Found'}"), u"Not Found"_s);
        row("FastAPI",
            withQuotes("{'detail':[{'loc':['body','messages',0,'content'],'msg':'field "
                       "required','type':'x'},{'loc':['body'],'msg':'too long'}]}"),
            u"body.messages.0.content: field required; body: too long"_s);
        row("RFC 9457",
            withQuotes("{'type':'about:blank','title':'Gone','status':410,'detail':'moved'}"),
            u"moved"_s);
        row("OAuth", withQuotes("{'error':'invalid_token','error_description':'it expired'}"),
            u"invalid_token: it expired"_s);
        row("errors", withQuotes("{'errors':[{'message':'a'},{'message':'b'}]}"), u"a; b"_s);
        row("Google's list",
            withQuotes("[{'error':{'code':400,'message':'API key','status':'X'}}]"), u"API key"_s);
        row("nested", withQuotes("{'error':{'error':{'error':{'message':'deep'}}}}"), u"deep"_s);
        row("JSON in a string",
            withQuotes("{'error':{'message':'{\\'error\\':{\\'message\\':\\'inner\\'}}'}}"),
            u"inner"_s);
        row("Apigee", withQuotes("{'fault':{'faultstring':'quota'}}"), u"quota"_s);
        row("an array of strings", withQuotes("['one','two']"), u"one; two"_s);
        row("a JSON string", "\"not allowed\"", u"not allowed"_s);
        row("a flag and a message", withQuotes("{'error':true,'message':'off'}"), u"off"_s);
        row("another shape", withQuotes("{'oops':'unknown shape'}"),
            u"{\"oops\":\"unknown shape\"}"_s);
        row("a title",
            "<!DOCTYPE html><html><head><title> 502 Bad&amp;\n Gateway </title></head>"
            "<body>nginx</body></html>",
            u"502 Bad& Gateway"_s);
        row("a page without title", "<html><style>p{}</style><h1>Blocked</h1><p>by policy</p>",
            u"Blocked by policy"_s);
        row("plain text", "upstream connect error\r\nreset", u"upstream connect error reset"_s);
        row("a stream", "event: error\ndata: {\"error\":{\"message\":\"late\"}}\n\n", u"late"_s);
        row("a BOM", "\xEF\xBB\xBF{\"error\":\"x\"}", u"x"_s);
        row("nothing", "", {});
        row("an empty object", "{}", {});
        row("no words", withQuotes("{'type':'error','error':{}}"), {});
        row("bytes", QByteArray("\x1f\x8b\0\0x", 5), {});
        row("hidden characters",
            "{\"error\":\"a\xE2\x80\xAE"
            "b\xE2\x80\x8B\"}",
            u"a«U+202E»b«U+200B»"_s);
        row("an escape sequence", withQuotes("{'error':'\\u001b[31mred'}"), u"«U+001B»[31mred"_s);
    }
    void findsTheWords()
    {
        QFETCH(QByteArray, body);
        QTEST(readServerError(body).words, "words");
    }

    void boundsTheWords()
    {
        const QString words = readServerError(QByteArray(100'000, 'x')).words;
        QVERIFY(words.size() <= 601);
        QVERIFY(words.endsWith(u'…'));
    }

    void readsAnything()
    {
        QVERIFY(rc::check("words of any bytes are bounded", [] {
            const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
            RC_ASSERT(readServerError(QByteArray::fromStdString(bytes)).words.size() <= 601);
        }));
    }

    void repeatsOnlyWhatCanGetBetter_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("retry");
        const auto row = [](int status, const QByteArray &body, bool retry) {
            QTest::addRow("%d %s", status, body.constData()) << status << body << retry;
        };
        for (const int status : {400, 401, 403, 404, 405, 413, 422})
            row(status, "", false);
        for (const int status : {408, 409, 429, 500, 502, 503, 504, 529})
            row(status, "", true);
        row(500, withQuotes("{'error':'model \\'q\\' not found, try pulling it first'}"), false);
        row(500, withQuotes("{'error':{'message':'The model `x` does not exist'}}"), false);
        row(503,
            withQuotes(
                "{'error':{'code':503,'message':'Loading model','type':'unavailable_error'}}"),
            true);
        row(500, withQuotes("{'error':{'code':'context_length_exceeded','message':'x'}}"), false);
        row(429, withQuotes("{'error':{'code':'insufficient_quota','message':'x'}}"), false);
        row(500, withQuotes("{'error':'Incorrect API key provided'}"), false);
        row(500, withQuotes("{'error':'registry.ollama.ai/library/x does not support tools'}"),
            false);
        row(500, withQuotes("{'error':'CUDA out of memory'}"), true);
        row(200, withQuotes("{'error':'oops'}"), true);
        row(200, withQuotes("{'error':{'code':404,'message':'gone'}}"), false);
        row(200, withQuotes("{'error':{'code':'401','message':'who'}}"), false);
        row(200, withQuotes("{'error':{'type':'invalid_request_error','message':'no'}}"), false);
        row(200, withQuotes("{'error':{'type':'BadRequestError','message':'no'}}"), false);
        row(200, withQuotes("[{'error':{'status':'INVALID_ARGUMENT','message':'no'}}]"), false);
        row(200, withQuotes("{'error':{'type':'overloaded_error','message':'busy'}}"), true);
        row(200, withQuotes("{'error':{'code':429,'message':'slow down'}}"), true);
    }
    void repeatsOnlyWhatCanGetBetter()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QTEST(failureOf({.status = status, .body = body}, QDateTime()).retry, "retry");
    }

    void tellsErrorsFromOtherObjects_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<bool>("isError");
        QTest::newRow("string") << withQuotes("{'error':'x'}") << true;
        QTest::newRow("type") << withQuotes("{'type':'error'}") << true;
        QTest::newRow("detail") << withQuotes("{'detail':'x'}") << true;
        QTest::newRow("none") << withQuotes("{'type':'message','error':null,'content':[]}")
                              << false;
        QTest::newRow("an event") << withQuotes("{'type':'message_start','message':{'id':'m'}}")
                                  << false;
        QTest::newRow("a chunk") << withQuotes("{'choices':[{'message':'x'}]}") << false;
        QTest::newRow("empty") << QByteArray("{}") << false;
    }
    void tellsErrorsFromOtherObjects()
    {
        QFETCH(QByteArray, object);
        QTEST(isErrorReport(QJsonDocument::fromJson(object).object()), "isError");
    }
};

PILOTHOUSE_UNIT_TEST(TestServerError)
#include "tst_server_error.moc"
