#include "core/json.h"
#include "core/utc.h"
#include "export/html_text.h"
#include "support/unit_test.h"
#include "support/whole_export.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kTime(QDate(2026, 1, 2), QTime(3, 4, 5), kUtc);
// What must not get out of its place, wherever text comes from outside.
const QString kHostile =
    u"</script></style><img src=x onerror=alert(1)>\"'&{{facts}}%1%2%4\x01\r\n"_s;

BlobHash hash(int number)
{
    return {QString::number(number).rightJustified(64, u'0')};
}

ImageRef image(int number, const QString &mediaType = u"image/png"_s)
{
    return {.blob = hash(number), .mediaType = mediaType, .size = {4, 3}};
}

ModelBlock toolUse(const QString &id, const QString &name, const QJsonObject &input)
{
    return {
        .run = {u"r"_s},
        .raw = compactJson(QJsonObject{
            {u"type"_s, u"tool_use"_s}, {u"id"_s, id}, {u"name"_s, name}, {u"input"_s, input}})};
}

ModelBlock text(const QString &type, const QString &words)
{
    return {.run = {u"r"_s}, .raw = compactJson(QJsonObject{{u"type"_s, type}, {type, words}})};
}

SessionRecord session(const QString &words = u"A tour"_s)
{
    SessionRecord record;
    record.id = {u"5a1e0c1d-0000-4000-8000-000000000000"_s};
    record.createdAt = kTime;
    record.updatedAt = kTime;
    record.options.title = words;
    record.options.model = words;
    record.status = SessionStatus::AwaitingApproval;
    record.usage = {.input = 1'200'000, .output = 34};
    record.costUsd = 0.125;
    return record;
}

QList<Event> numbered(const QList<EventBody> &bodies)
{
    QList<Event> events;
    for (const EventBody &body : bodies)
        events.append(
            {.session = session().id, .seq = events.size() + 1, .at = kTime, .body = body});
    return events;
}

/// One of each kind, with `words` wherever text can be.
QList<Event> oneOfEach(const QString &words)
{
    return numbered(
        {UserMessage{.text = words, .note = words, .images = {image(4)}},
         RunStarted{.run = {words}, .provider = words, .model = words, .dialect = words},
         text(u"thinking"_s, words),
         text(u"text"_s, words),
         toolUse(u"t1"_s, words, {{words, words}}),
         toolUse(u"t2"_s, u"wait"_s, {}),
         text(u"unknown_block"_s, words),
         ModelBlock{.run = {}, .raw = words.toUtf8()},
         TurnEnded{.run = {words}, .model = words, .usage = {.input = 5}, .costUsd = 0.5},
         ApprovalRequested{.run = {words},
                           .toolUseId = u"t1"_s,
                           .tool = words,
                           .summary = words,
                           .input = {{words, words}},
                           .reason = words},
         ApprovalDecided{.toolUseId = u"t1"_s,
                         .decision = Decision::Edit,
                         .by = words,
                         .note = words,
                         .input = {{words, words}}},
         ToolStarted{.run = {words}, .toolUseId = u"t1"_s, .tool = words, .summary = words},
         ToolResult{.run = {words},
                    .toolUseId = u"t1"_s,
                    .text = words,
                    .images = {image(1), image(2), image(3, words)},
                    .durationMs = 1234},
         StatusChanged{.status = SessionStatus::Paused, .reason = words},
         ControlChanged{.holder = words, .reason = words, .seconds = 2, .name = words},
         TitleChanged{words},
         EgressDenied{words, 1, words, words, words},
         EgressAllowed{words, words},
         SettingsChanged{.by = words, .model = words},
         GrantChanged{.grant = {words, words, {words}}, .by = words},
         DesktopGivenUp{words},
         Forked{{words}, 1, words},
         FilesRestored{words, 1, QDateTime::currentDateTimeUtc(), words},
         RunEnded{.run = {words}, .outcome = RunOutcome::Error, .message = words}});
}

Result<QByteArray> readBlob(const BlobHash &blob)
{
    if (blob == hash(2))
        return fail(Errc::NotFound, u"There is <no> such blob."_s);
    return "bytes of " + blob.value.right(1).toUtf8();
}

qsizetype count(const QByteArray &text, const QByteArray &part)
{
    return text.count(part);
}

} // namespace

class TestSessionExport : public QObject
{
    Q_OBJECT
private slots:
    void escapesWhatHtmlWouldRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("html");
        QTest::newRow("markup") << u"<b>&\"'"_s << u"&lt;b&gt;&amp;&quot;&#39;"_s;
        QTest::newRow("lines") << u"a\r\nb\n\tc\rd"_s << u"a\nb\n\tc«U+000D»d"_s;
        QTest::newRow("controls") << QString(u"\x01\x1b\x7f"_s + QChar(0x85))
                                  << u"«U+0001»«U+001B»«U+007F»«U+0085»"_s;
        QTest::newRow("no character") << QString(QChar(0)) + QChar(0xd800) << u"«U+0000»«U+D800»"_s;
        QTest::newRow("turned round") << u"a\u202Ebc\u202Cd"_s << u"a«U+202E»bc«U+202C»d"_s;
        QTest::newRow("any language") << u"Grüße 你好 😀"_s << u"Grüße 你好 😀"_s;
    }
    void escapesWhatHtmlWouldRead()
    {
        QFETCH(QString, text);
        QTEST(htmlText(text), "html");
    }

    void fillsATemplateWithoutLookingIntoItsValues()
    {
        QCOMPARE(
            fillTemplate(u"a {{x}} {{y}} {{none}} {{z"_s, {{u"x"_s, u"{{y}}"_s}, {u"y"_s, u"2"_s}}),
            u"a {{y}} 2  {{z"_s);
    }

    void jsonHoldsTheSessionItsEventsAndEachPictureOnce()
    {
        QList<Event> events = oneOfEach(kHostile);
        events += events.at(12); // the same pictures once more
        const QByteArray file =
            wholeExport(ExportFormat::Json, session(kHostile), events, readBlob);

        const Result<QJsonObject> json = parseJsonObject(file);

        QVERIFY2(json, file.constData());
        const QJsonObject object = json->value(u"session"_s).toObject();
        QCOMPARE(object.value(u"title"_s).toString(), kHostile);
        QCOMPARE(object.value(u"created_at"_s).toString(), u"2026-01-02T03:04:05.000Z"_s);
        const QJsonArray wired = json->value(u"events"_s).toArray();
        QCOMPARE(wired.size(), events.size());
        for (qsizetype i = 0; i < events.size(); ++i)
            QCOMPARE(wired.at(i).toObject(), *parseJsonObject(wireJson(events.at(i))));
        const QJsonObject blobs = json->value(u"blobs"_s).toObject();
        QCOMPARE(blobs.keys(),
                 (QStringList{hash(1).value, hash(2).value, hash(3).value, hash(4).value}));
        const QJsonObject first = blobs.value(hash(1).value).toObject();
        QCOMPARE(first.value(u"media_type"_s).toString(), u"image/png"_s);
        QCOMPARE(QByteArray::fromBase64(first.value(u"data"_s).toString().toLatin1()),
                 QByteArray("bytes of 1"));
        QVERIFY(blobs.value(hash(2).value).toObject().contains(u"error"_s));
    }

    void anEmptySessionIsAWholeFile()
    {
        QVERIFY(parseJsonObject(wholeExport(ExportFormat::Json, session(), {}, readBlob)));
        QVERIFY(wholeExport(ExportFormat::Html, session(), {}, readBlob)
                    .endsWith("</main>\n</body>\n</html>\n"));
    }

    void htmlShowsWhatHappened_data()
    {
        QTest::addColumn<QByteArray>("part");
        for (const char *part :
             {"<h1>A tour</h1>", "awaiting approval", "$0.1250", "1,200,000",
              "2 Jan 2026, 03:04:05", "<summary>Thinking</summary>",
              "Step 1 · 0.00 s · 5 tokens in, 0 out · $0.5000", "Approval asked",
              "Allowed with changes", "1.23 s", "At the wheel", "Run ended: error",
              "Status: paused", "A picture is missing: There is &lt;no&gt; such blob.",
              "This call has no answer.", "data:image/png;base64,Ynl0ZXMgb2YgMQ=="})
            QTest::newRow(part) << QByteArray(part);
    }
    void htmlShowsWhatHappened()
    {
        QFETCH(QByteArray, part);
        const QByteArray page =
            wholeExport(ExportFormat::Html, session(), oneOfEach(u"words"_s), readBlob);
        QVERIFY2(page.contains(part), page.sliced(page.indexOf("<body>")).constData());
    }

    void htmlHasTheSameMarkupWhateverTheTextSays()
    {
        const auto markup = [](const QString &words) {
            QString page = QString::fromUtf8(
                wholeExport(ExportFormat::Html, session(words), oneOfEach(words), readBlob));
            QStringList tags;
            static const QRegularExpression tag(u"<[^>]*>"_s);
            for (auto found = tag.globalMatch(page); found.hasNext();)
                tags.append(found.next().captured());
            return tags;
        };
        QCOMPARE(markup(kHostile), markup(u"words"_s));
        const QByteArray page =
            wholeExport(ExportFormat::Html, session(kHostile), oneOfEach(kHostile), readBlob);
        QVERIFY(!page.contains('\x01'));
        QCOMPARE(count(page, "</style>"), 1);
        QVERIFY(page.contains("--ground: light-dark(")); // it brings the colours along
        QCOMPARE(count(page, "<script"), 0);
    }

    void htmlAsksForNothingFromOutside()
    {
        const QByteArray page =
            wholeExport(ExportFormat::Html, session(), oneOfEach(u"words"_s), readBlob);
        QVERIFY(page.contains("default-src 'none'; img-src data:; style-src 'sha256-"));
        for (const char *part : {"http://", "https://", " style=", "url(", "@import", "<link"})
            QVERIFY2(!page.contains(part), part);
        static const QRegularExpression address(u"(?:src|href)=\"(?!data:image/|#)"_s);
        QVERIFY(!address.match(QString::fromUtf8(page)).hasMatch());
    }

    void embedsAPictureOnceAndPointsToItLater()
    {
        const ToolResult shown{.run = {}, .toolUseId = u"t"_s, .images = {image(1)}};
        const QByteArray page =
            wholeExport(ExportFormat::Html, session(), numbered({shown, shown}), readBlob);
        QCOMPARE(count(page, "<img "), 1);
        QVERIFY(page.contains("<a href=\"#picture-1\">The same as picture 1</a>"));
    }

    void handsOutPartsNoLargerThanAPicture_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::newRow("json") << ExportFormat::Json;
        QTest::newRow("html") << ExportFormat::Html;
    }
    void handsOutPartsNoLargerThanAPicture()
    {
        QFETCH(ExportFormat, format);
        constexpr int kPictures = 100;
        constexpr qsizetype kSize = 1'000'000;
        QList<EventBody> bodies;
        for (int i = 0; i < kPictures; ++i)
            bodies.append(ToolResult{.run = {}, .toolUseId = u"t"_s, .images = {image(i)}});
        int read = 0;
        const auto reader = [&read](const BlobHash &) -> Result<QByteArray> {
            ++read;
            return QByteArray(kSize, 'x');
        };

        SessionExport parts(session(), numbered(bodies), reader, format);

        qsizetype total = 0;
        for (QByteArray part = parts.next(); !part.isEmpty(); part = parts.next()) {
            QVERIFY2(part.size() < 2 * kSize, qPrintable(QString::number(part.size())));
            total += part.size();
            QVERIFY(read <= total / kSize); // none is read before its part is due
        }
        QCOMPARE(read, kPictures);
        QVERIFY(total > kPictures * kSize * 4 / 3);
        QVERIFY(parts.next().isEmpty());
    }

    void namesTheFileAfterTheSession()
    {
        const SessionExport page(session(), {}, readBlob, ExportFormat::Html);
        QCOMPARE(page.fileName(), u"pilothouse-5a1e0c1d.html"_s);
        QCOMPARE(page.contentType(), QByteArray("text/html; charset=utf-8"));
        const SessionExport json(session(), {}, readBlob, ExportFormat::Json);
        QCOMPARE(json.fileName(), u"pilothouse-5a1e0c1d.json"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionExport)
#include "tst_session_export.moc"
