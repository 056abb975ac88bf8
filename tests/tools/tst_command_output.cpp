#include "tools/command_output.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestCommandOutput : public QObject
{
    Q_OBJECT
private slots:
    void showsAllOfAShortOutput()
    {
        CommandOutput output(100);
        output.append("one ");
        output.append("two");
        QCOMPARE(output.take(100), u"one two"_s);
        QCOMPARE(output.take(100), QString());
    }

    void cutsTheMiddle_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("shown");
        QTest::addColumn<QString>("text");

        const QString digits = u"0123456789"_s;
        QTest::newRow("just fits") << 10 << 10 << digits;
        QTest::newRow("one too many")
            << 11 << 10 << u"01234\n[… 1 characters are not shown …]\n67890"_s;
        QTest::newRow("many") << 1000 << 10
                              << u"01234\n[… 990 characters are not shown …]\n56789"_s;
        QTest::newRow("less than kept") << 10 << 4 << u"01\n[… 6 characters are not shown …]\n89"_s;
    }

    void cutsTheMiddle()
    {
        QFETCH(int, length);
        QFETCH(int, shown);
        QFETCH(QString, text);
        CommandOutput output(10);
        output.append(QByteArray("0123456789").repeated(length / 10 + 1).first(length));
        QCOMPARE(output.take(shown), text);
    }

    void doesNotTearPairs()
    {
        CommandOutput output(10);
        output.append(QByteArray("\xF0\x9F\x99\x82").repeated(100)); // 5 units end inside of a pair
        const QString text = output.take(10);
        QCOMPARE(text, u"🙂🙂\n[… 192 characters are not shown …]\n🙂🙂"_s);
    }

    void marksWhatIsNoText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a\uFFFDb"_s;
        QTest::newRow("stray byte") << QByteArray("a\xFF"
                                                  "b")
                                    << u"a\uFFFDb"_s;
        QTest::newRow("half a character at the end") << QByteArray("a\xE2\x82") << u"a\uFFFD"_s;
        QTest::newRow("a lone first byte") << QByteArray("\xC3") << u"\uFFFD"_s;
    }

    void marksWhatIsNoText()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        CommandOutput output(100);
        output.append(bytes);
        QCOMPARE(output.take(100), text);
    }

    void doesNotCareHowTheBytesCome()
    {
        QVERIFY(rc::check([] {
            static const std::vector<QString> letters{u"a"_s, u"é"_s, u"€"_s, u"🙂"_s, u"\n"_s};
            QString text;
            for (const QString &letter :
                 *rc::gen::container<std::vector<QString>>(rc::gen::elementOf(letters)))
                text += letter;
            const QByteArray bytes = text.toUtf8();
            CommandOutput output(100'000);
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype step = *rc::gen::inRange<qsizetype>(1, 5);
                output.append(bytes.mid(at, step));
                at += step;
            }
            RC_ASSERT(output.take(100'000) == text);
        }));
    }

    void keepsWithinItsLimitHoweverMuchComes()
    {
        CommandOutput output(1000);
        for (int i = 0; i < 1000; ++i)
            output.append(QByteArray(10'000, 'x'));
        QVERIFY(output.take(1000).size() < 1100);
    }

    void masksASecretAlsoWhereTheCutWouldTearIt()
    {
        const QString value = u"correct horse battery"_s;
        const Secrets secrets({Secret{.name = u"KEY"_s, .value = value}});
        for (qsizetype before = 0; before <= 60; ++before) {
            CommandOutput output(100, &secrets);
            const QString part = QString(before, u'.') + value;
            output.append((part + QString(40'000, u'-') + part).toUtf8());
            const QString shown = output.take(100);
            for (qsizetype length = 4; length < value.size(); ++length)
                QVERIFY2(!shown.contains(value.first(length)) &&
                             !shown.contains(value.last(length)),
                         qPrintable(shown));
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestCommandOutput)
#include "tst_command_output.moc"
