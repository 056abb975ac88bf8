#include "support/unit_test.h"
#include "wire/answers.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestAnswers : public QObject
{
    Q_OBJECT
private slots:
    void bringsAnOutcomeAcrossWithItsPicture()
    {
        const ToolReply reply{
            .outcome = {.text = u"e1 button"_s,
                        .picture = ToolPicture{"png", u"image/png"_s, {640, 400}},
                        .details = {{u"exit"_s, 0}}},
            .targets = {
                {u"e1"_s, {.role = u"button"_s, .name = u"Send"_s, .place = QRect(1, 2, 3, 4)}},
                {u"w2"_s, {.role = u"window"_s}}}};

        const auto taken = toolReplyFrom(*frameFromBinary(binaryOf(valueOf(reply))));

        QVERIFY(taken);
        QCOMPARE(taken->outcome.text, reply.outcome.text);
        QCOMPARE(taken->outcome.picture->bytes, QByteArray("png"));
        QCOMPARE(taken->outcome.picture->mediaType, u"image/png"_s);
        QCOMPARE(taken->outcome.picture->size, QSize(640, 400));
        QCOMPARE(taken->outcome.details, reply.outcome.details);
        QVERIFY(!taken->outcome.isError && !taken->outcome.stopped);
        QCOMPARE(taken->targets.value(u"e1"_s).place, QRect(1, 2, 3, 4));
        QCOMPARE(taken->targets.value(u"e1"_s).name, u"Send"_s);
        QCOMPARE(taken->targets.value(u"w2"_s).role, u"window"_s);
        QVERIFY(!taken->targets.value(u"w2"_s).place);
    }

    void bringsAnErrorAcross()
    {
        const ToolReply reply{.outcome = {.text = u"No."_s, .isError = true, .stopped = true}};
        const auto taken = toolReplyFrom(valueOf(reply));
        QVERIFY(taken && taken->outcome.isError && taken->outcome.stopped);
        QVERIFY(!taken->outcome.picture);
    }

    void bringsElementsAcross()
    {
        ScreenElements elements;
        elements.all.append({.key = u"k"_s,
                             .role = u"field"_s,
                             .name = u"To"_s,
                             .value = u"x"_s,
                             .states = {u"focused"_s},
                             .place = {-5, 2, 30, 10},
                             .window = u"Mail"_s});
        elements.silentPrograms = 1;

        const auto taken = elementsFrom(valueOf(elements));

        QVERIFY(taken);
        QCOMPARE(taken->silentPrograms, 1);
        const ScreenElement &element = taken->all.constFirst();
        QCOMPARE(element.key, u"k"_s);
        QCOMPARE(element.states, QStringList{u"focused"_s});
        QCOMPARE(element.place, QRect(-5, 2, 30, 10));
        QCOMPARE(element.window, u"Mail"_s);
    }

    void bringsTheEndOfACommandAndTextAcross()
    {
        ShellLineEnd end;
        end.code = 3;
        end.said = u"no"_s;
        const auto taken = shellLineEndFrom(valueOf(end));
        QVERIFY(taken && taken->code == 3 && taken->said == u"no"_s);
        QCOMPARE(*textFrom(valueOfText(u"ä\n"_s)), u"ä\n"_s);
    }

    void refusesAnswersThatMakeNoSense()
    {
        WireFrame reply = valueOf(ToolReply{.outcome = {.text = u"a"_s}});
        QVERIFY(toolReplyFrom(reply));
        reply.json.insert(u"picture"_s, u"image/png"_s); // without bytes and size
        QCOMPARE(toolReplyFrom(reply).error().code, Errc::Corrupt);
        QCOMPARE(toolReplyFrom({}).error().code, Errc::Corrupt);
        QCOMPARE(elementsFrom({}).error().code, Errc::Corrupt);
        QCOMPARE(
            elementsFrom({.json = {{u"silent"_s, 0}, {u"elements"_s, QJsonArray{1}}}}).error().code,
            Errc::Corrupt);
        QCOMPARE(shellLineEndFrom({}).error().code, Errc::Corrupt);
        QCOMPARE(textFrom({}).error().code, Errc::Corrupt);
    }

    void findsTheIdsThatAModelIsTold()
    {
        QCOMPARE(idsIn(u"e1 button “Send”\nw2 Mail (e1), we3, e, e12x, E7, e4."_s),
                 (QStringList{u"e1"_s, u"w2"_s, u"e4"_s}));
    }
};

PILOTHOUSE_UNIT_TEST(TestAnswers)
#include "tst_answers.moc"
