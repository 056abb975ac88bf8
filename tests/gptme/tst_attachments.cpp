#include "gptme/attachments.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestAttachments : public QObject
{
    Q_OBJECT
private slots:
    void knowsItsOwnAlsoAfterARestart()
    {
        Attachments before("key");
        const QString one = before.mint({u"session"_s}, {.telling = 1, .number = 7});
        QCOMPARE(before.upTo(one)->number, 7);
        const Attachments after("key");
        QCOMPARE(after.sessionOf(one)->value, u"session"_s);
        QVERIFY(!after.upTo(one));
        QVERIFY(before.mint({u"session"_s}, {}) != one);
    }

    void knowsNoOthers()
    {
        Attachments attachments("key");
        const QString foreign = Attachments("other").mint({u"session"_s}, {});
        for (const QString &text : {foreign, u""_s, u"nonsense"_s, u".."_s, u"session"_s,
                                    QString(attachments.mint({u"a"_s}, {}) + u'x')})
            QVERIFY2(!attachments.sessionOf(text), qPrintable(text));
    }
};

PILOTHOUSE_UNIT_TEST(TestAttachments)
#include "tst_attachments.moc"
