#include "core/utc.h"
#include "support/unit_test.h"
#include "wire/home_question.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

HomeQuestion acrossHomes(const HomeQuestion &question)
{
    return homeQuestionFrom(*frameFromBinary(binaryOf(frameOf(question)))).value();
}

} // namespace

class TestHomeQuestion : public QObject
{
    Q_OBJECT
private slots:
    void bringsQuestionsAcross()
    {
        const QString path = u"in/ä b\n.txt"_s;
        QCOMPARE(std::get<OpenHomeItem>(acrossHomes(OpenHomeItem{path})).path, path);
        QCOMPARE(std::get<RemoveHomeItem>(acrossHomes(RemoveHomeItem{path})).path, path);
        const auto read = std::get<ReadHomeFile>(
            acrossHomes(ReadHomeFile{.path = path, .mark = u"m"_s, .offset = 7, .most = 9}));
        QCOMPARE(read.path, path);
        QCOMPARE(read.mark, u"m"_s);
        QCOMPARE(read.offset, 7);
        QCOMPARE(read.most, 9);
        const QByteArray bytes("\0\xff\r\n", 4);
        const auto write = std::get<WriteHomeFile>(
            acrossHomes(WriteHomeFile{.path = path, .ifThere = IfThere::Keep, .bytes = bytes}));
        QCOMPARE(write.bytes, bytes);
        QVERIFY(write.ifThere == IfThere::Keep);
    }

    void bringsAnswersAcross()
    {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(1'790'000'000'123, kUtc);
        const HomeFinding finding{
            .mark = u"8:1-77"_s,
            .size = 12,
            .entries = {
                {.name = u"a"_s, .kind = HomeEntry::Kind::Link, .size = 3, .modified = time}}};
        const auto got = homeFindingFrom(*homeAnswerFrom(homeAnswerBody(valueOf(finding))));
        QVERIFY(got);
        QCOMPARE(got->mark, finding.mark);
        QCOMPARE(got->size, 12);
        QCOMPARE(got->entries.first().name, u"a"_s);
        QVERIFY(got->entries.first().kind == HomeEntry::Kind::Link);
        QCOMPARE(got->entries.first().modified, time);
        for (const Written each : {Written::New, Written::Replaced, Written::Kept})
            QVERIFY(writtenFrom(valueOf(each)) == each);
    }

    void bringsErrorsAcross()
    {
        const Error error{Errc::Denied, u"No."_s, u"because"_s};
        const auto got = homeAnswerFrom(homeAnswerBody(fail(error)));
        QVERIFY(!got);
        QCOMPARE(got.error(), error);
    }

    void refusesWhatIsNone_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addRow("nothing") << QJsonObject();
        QTest::addRow("an unknown question")
            << QJsonObject{{u"what"_s, u"chmod"_s}, {u"path"_s, u"a"_s}};
        QTest::addRow("no path") << QJsonObject{{u"what"_s, u"open"_s}};
        const auto read = [](qint64 offset, qint64 most) {
            return QJsonObject{{u"what"_s, u"read"_s},
                               {u"path"_s, u"a"_s},
                               {u"mark"_s, u"m"_s},
                               {u"offset"_s, offset},
                               {u"most"_s, most}};
        };
        QTest::addRow("before the beginning") << read(-1, 1);
        QTest::addRow("too much") << read(0, kMostOfHomeFile + 1);
    }
    void refusesWhatIsNone()
    {
        QFETCH(QJsonObject, json);
        QCOMPARE(homeQuestionFrom({.json = json}).error().code, Errc::Corrupt);
    }

    void refusesAnAnswerThatIsNone()
    {
        QVERIFY(!homeAnswerFrom("hello"));
        QVERIFY(!homeAnswerFrom(binaryOf({.json = {{u"value"_s, 1}}})));
        QVERIFY(!writtenFrom({.json = {{u"written"_s, u"perhaps"_s}}}));
        QVERIFY(!homeFindingFrom({.json = {{u"mark"_s, u"m"_s}, {u"size"_s, -1}}}));
    }
};

PILOTHOUSE_UNIT_TEST(TestHomeQuestion)
#include "tst_home_question.moc"
