#include "app/doctor/model_trial.h"

#include "model/dialect.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ModelReply clicking(const QByteArray &input)
{
    ModelReply reply;
    ReplyBlock block{.raw =
                         R"({"type":"tool_use","id":"c","name":"computer","input":)" + input + '}',
                     .type = u"tool_use"_s};
    block.call = decodeCall(ToolDialect::Custom, u"c"_s, u"computer"_s, {}, input);
    reply.blocks += block;
    return reply;
}

ModelReply saying(const QString &words, const QString &problem = {})
{
    ModelReply reply;
    reply.blocks += ReplyBlock{.raw = "{}", .type = u"text"_s, .text = words};
    reply.problem = problem;
    return reply;
}

} // namespace

/// What doctor makes of a model's answer to one picture.
class TestModelTrial : public QObject
{
    Q_OBJECT
private slots:
    void judgesTheAnswer_data()
    {
        QTest::addColumn<ModelReply>("reply");
        QTest::addColumn<int>("space");
        QTest::addColumn<bool>("ok");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("fix");
        const auto row = [](const char *tag, const ModelReply &reply, CoordinateSpace space,
                            bool ok, const char *detail, const char *fix = "") {
            QTest::newRow(tag) << reply << int(space) << ok << QString::fromLatin1(detail)
                               << QString::fromLatin1(fix);
        };
        const auto at = [](const QByteArray &place) {
            return clicking(R"({"action":"left_click","coordinate":)" + place + '}');
        };
        constexpr auto pixels = CoordinateSpace::Pixels;
        constexpr auto thousand = CoordinateSpace::Thousand;
        constexpr auto unit = CoordinateSpace::Unit;
        row("pixels", at("[961,198]"), pixels, true, "by pixels");
        row("thousandths", at("[750,250]"), thousand, true, "by thousand");
        row("parts", at("[0.75,0.25]"), unit, true, "by unit");
        row("a little off", at("[985,215]"), pixels, true, "by pixels");
        row("thousandths, not pixels", at("[752,249]"), pixels, false, "clicks would miss",
            "--coordinates thousand");
        row("pixels, not thousandths", at("[960,200]"), thousand, false, "clicks would miss",
            "--coordinates pixels");
        row("parts, not pixels", at("[0.75,0.25]"), pixels, false, "clicks would miss",
            "--coordinates unit");
        row("somewhere", at("[640,400]"), pixels, false, "points at 640, 400", "sees pictures");
        row("no place", clicking(R"({"action":"screenshot"})"), pixels, false, "did not say where",
            "trained to operate");
        row("words", saying(u"I click the cross."_s), pixels, false, "says: I click the cross.",
            "--enable-auto-tool-choice");
        row("a call as text", saying(u"<tool_call>"_s, u"Start it otherwise."_s), pixels, false,
            "calls no tool", "Start it otherwise.");
    }
    void judgesTheAnswer()
    {
        QFETCH(ModelReply, reply);
        QFETCH(int, space);
        QFETCH(QString, detail);
        QFETCH(QString, fix);
        const Requirement found = judgeTrial(reply, CoordinateSpace(space));
        QTEST(found.ok, "ok");
        QVERIFY2(found.detail.contains(detail), qPrintable(found.detail));
        QVERIFY2(found.fix.contains(fix), qPrintable(found.fix));
    }

    void aServerThatDoesNotAnswerIsNamed()
    {
        const Requirement found =
            judgeTrial(fail(Errc::Unavailable, u"No connection."_s), CoordinateSpace::Pixels);
        QVERIFY(!found.ok && found.detail == u"No connection."_s && !found.fix.isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestModelTrial)
#include "tst_model_trial.moc"
