#include "demo/demo_picture.h"
#include "rules_draft.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

void messageRows()
{
    round("", "a whole round", {});
    plain("role", "unknown", {u"messages.0.role = 'tool'"_s});
    plain("unknown-field", "in a message", {u"messages.0.name = 'me'"_s});
    plain("first-role", "assistant first",
          {u"messages.0 = {'role':'assistant','content':'a'}"_s,
           u"messages.1 = {'role':'user','content':'a'}"_s});
    plain("prefill", "assistant last", {u"messages.1 = {'role':'assistant','content':'a'}"_s});
    old("", "assistant last on an older model",
        {u"messages.1 = {'role':'assistant','content':'a'}"_s});
    plain("empty-content", "empty list", {u"messages.0.content = []"_s});
    plain("empty-text", "blank", {u"messages.0.content = ' '"_s});
    plain("empty-text", "empty block", {u"messages.0.content = [{'type':'text','text':''}]"_s});
    round("empty-text", "in a result",
          {u"messages.2.content.0.content = [{'type':'text','text':''}]"_s});
    plain("", "system message", {u"messages.1 = {'role':'system','content':'note'}"_s});
    plain("system-role", "on a model without",
          {u"model = 'claude-sonnet-5'"_s, u"messages.1 = {'role':'system','content':'note'}"_s});
    round("system-role", "after the assistant",
          {u"messages.2 = {'role':'system','content':'note'}"_s});
    round("block-type", "picture from the assistant",
          {u"messages.1.content.0 = {'type':'image','source':{'type':'url','url':'u'}}"_s});
    round("block-type", "call from the user",
          {u"messages.2.content.2 = {'type':'tool_use','id':'c','name':'bash','input':{}}"_s});
    round("block-type", "document from the assistant",
          {u"messages.1.content.0 = {'type':'document'}"_s});
    round("", "document from the assistant in the old version",
          {u"messages.1.content.0 = {'type':'document'}"_s, u"@anthropic-version: 2023-06-01"_s});
    plain("citations", "from the user",
          {u"messages.0.content = [{'type':'text','text':'a','citations':[{'a':1}]}]"_s});
    round("unknown-field", "in a block", {u"messages.1.content.0.index = 0"_s});
}

void toolUseRows()
{
    round("unanswered", "one missing", {u"- messages.2.content.1"_s});
    round(
        "unanswered", "answered later",
        {u"messages.3 = {'role':'user','content':[{'type':'tool_result','tool_use_id':'b','content':'x'}]}"_s,
         u"- messages.2.content.1"_s});
    round("extra-result", "never asked",
          {u"messages.2.content.2 = {'type':'tool_result','tool_use_id':'c','content':'x'}"_s});
    round("duplicate-result", "twice",
          {u"messages.2.content.2 = {'type':'tool_result','tool_use_id':'b','content':'x'}"_s});
    round("results-first", "text before",
          {u"messages.2.content.2 = {'type':'tool_result','tool_use_id':'b','content':'x'}"_s,
           u"messages.2.content.1 = {'type':'text','text':'so'}"_s});
    round("", "text behind", {u"messages.2.content.2 = {'type':'text','text':'and now?'}"_s});
    round("toolset-echo", "left out", {u"- messages.2.content.0.toolset_name"_s});
    round("toolset-echo", "too much", {u"messages.2.content.1.toolset_name = 'computer'"_s});
    round("toolset-call", "no member", {u"messages.1.content.1.name = 'fly'"_s});
    round("tool-id", "the same twice",
          {u"messages.1.content.2.id = 'a'"_s, u"messages.2.content.1.tool_use_id = 'a'"_s});
    round("tool-id", "odd characters",
          {u"messages.1.content.2.id = 'a b'"_s, u"messages.2.content.1.tool_use_id = 'a b'"_s});
    round("tool-input", "no object", {u"messages.1.content.2.input = 'ls'"_s});
    round("", "an error",
          {u"messages.2.content.0.is_error = true"_s, u"messages.2.content.0.content = 'no'"_s});
    round("error-content", "a picture in an error", {u"messages.2.content.0.is_error = true"_s});
    round("error-content", "an empty error",
          {u"messages.2.content.1.is_error = true"_s, u"messages.2.content.1.content = ''"_s});
    round("result-content", "a document in a toolset's result",
          {u"messages.2.content.0.content = [{'type':'document'}]"_s});
    round(
        "server-tool", "text behind a pending one",
        {u"messages.1.content.0 = {'type':'server_tool_use','id':'s','name':'web_search','input':{}}"_s,
         u"messages.2.content.2 = {'type':'text','text':'so'}"_s});
}

void pictureRows()
{
    const QString source = u"messages.2.content.0.content.0.source."_s;
    const QString data = source + u"data = "_s;
    round("picture-base64", "garbage", {data + u"'%%%'"_s});
    round("picture-base64", "no padding", {data + u"'iVBORw'"_s});
    round("picture-format", "a PNG that says JPEG", {source + u"media_type = 'image/jpeg'"_s});
    round("picture-source", "a bitmap", {source + u"media_type = 'image/bmp'"_s});
    round("picture-broken", "cut off", {data + u"'iVBORw0KGgoAAAANSUhEUgAABQAAAAMg'"_s});
    round("", "as large as the model takes", {data + u"'PNG(2560x1440)'"_s});
    round("picture-tier", "too many tokens", {data + u"'PNG(2560x1600)'"_s});
    round("picture-tier", "too wide", {data + u"'PNG(2577x100)'"_s});
    const QString inUser =
        u"messages.0.content.1 = {'type':'image',%1'source':{'type':'base64','media_type':'image/png','data':'PNG(%2)'}}"_s;
    round("", "scaled down elsewhere", {inUser.arg(QString(), u"4000x4000"_s)});
    round("picture-tier", "unless told not to",
          {inUser.arg(u"'transformations':{'oversized_image':'error'},"_s, u"4000x4000"_s)});
    round("picture-size", "beyond 8000", {inUser.arg(QString(), u"8001x10"_s)});
    QStringList many;
    for (int i = 1; i <= 20; ++i)
        many
            << u"messages.0.content.%1 = {'type':'image','source':{'type':'base64','media_type':'image/png','data':'PNG(%2x9)'}}"_s
                   .arg(i)
                   .arg(i == 1 ? 2001 : 2000);
    round("many-pictures", "21, one of them wide", many);
    round("", "20, one of them wide", many.first(19));
    many.first().replace(u"2001"_s, u"2000"_s);
    round("", "21, none too wide", many);
}

void cacheRows()
{
    const QString mark = u".cache_control = {'type':'ephemeral'}"_s;
    const QStringList four{u"tools.0"_s + mark, u"system.0"_s + mark,
                           u"messages.0.content.0"_s + mark, u"messages.2.content.0"_s + mark};
    round("", "four", four);
    round("cache-count", "five", four + QStringList{u"messages.2.content.1"_s + mark});
    round("cache-count", "four and the automatic one",
          four + QStringList{u"cache_control = {'type':'ephemeral'}"_s});
    round("cache-count", "a fifth inside a result",
          four + QStringList{u"messages.2.content.0.content.0"_s + mark});
    round("cache-form", "unknown ttl",
          {u"tools.0.cache_control = {'type':'ephemeral','ttl':'2h'}"_s});
    round("cache-form", "unknown type", {u"tools.0.cache_control = {'type':'lasting'}"_s});
    round("cache-order", "an hour after five minutes",
          {u"tools.0"_s + mark, u"system.0.cache_control = {'type':'ephemeral','ttl':'1h'}"_s});
    round("", "an hour first",
          {u"system.0"_s + mark, u"tools.0.cache_control = {'type':'ephemeral','ttl':'1h'}"_s});
    round(
        "cache-thinking", "on thinking",
        {u"messages.1.content.0 = {'type':'thinking','thinking':'x','signature':'RXJYMTIz','cache_control':{'type':'ephemeral'}}"_s});
}

} // namespace

class TestDemoRulesMessages : public QObject
{
    Q_OBJECT
private slots:
    void findsWhatTheApiWouldRefuse_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QStringList>("edits");
        messageRows();
        toolUseRows();
        pictureRows();
        cacheRows();
    }
    void findsWhatTheApiWouldRefuse()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, rule);
        QFETCH(QStringList, edits);
        const QByteArrayList broken = rulesBroken(drafted(base, edits));
        if (rule.isEmpty())
            QCOMPARE(broken, QByteArrayList());
        else
            QVERIFY2(broken.contains(rule), broken.join(' ').constData());
    }

    void readsPictureHeaders_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QSize>("size");
        QTest::newRow("PNG") << png(300, 200) << u"image/png"_s << QSize(300, 200);
        QTest::newRow("JPEG behind a comment")
            << QByteArray::fromHex("ffd8fffe0004aabbffc0001108012c01900301220002110103110100")
            << u"image/jpeg"_s << QSize(400, 300);
        QTest::newRow("GIF") << QByteArray("GIF89a\x2c\x01\xc8\x00", 10) << u"image/gif"_s
                             << QSize(300, 200);
        QTest::newRow("WebP") << QByteArray::fromHex(
                                     "52494646000000005745425056503820000000000000009d012a2c01c800")
                              << u"image/webp"_s << QSize(300, 200);
        QTest::newRow("cut off") << png(300, 200).left(18) << u"image/png"_s << QSize();
        QTest::newRow("text") << QByteArray("hello") << u""_s << QSize();
    }
    void readsPictureHeaders()
    {
        QFETCH(QByteArray, bytes);
        const DemoPictureHeader header = readPictureHeader(bytes);
        QTEST(header.mediaType, "type");
        QTEST(header.size, "size");
    }
};

PILOTHOUSE_UNIT_TEST(TestDemoRulesMessages)
#include "tst_demo_rules_messages.moc"
