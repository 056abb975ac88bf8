#include "qml/chat/hidden_text.h"

#include "core/hidden_characters.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QStringList hiddenIn(const QString &text)
{
    QStringList names;
    for (const TextPiece &piece : pieces(text))
        if (!piece.hidden.isEmpty())
            names.append(piece.hidden);
    return names;
}

} // namespace

// The cases of the page: tests/web/logic/invisible.test.mjs.
class TestHiddenText : public QObject
{
    Q_OBJECT
private slots:
    void leavesPlainTextAlone_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto *text :
             {u"ls -la ~/Größe 日本語 🙂", u"👩\u200D👩\u200D👧\u200D👦", u"❤\uFE0F",
              u"👍🏽", u"🏳\uFE0F\u200D🌈", u"1\uFE0F\u20E3", u"🇩🇪", u"🙂🙂"})
            QTest::addRow("%d", int(QString::fromUtf16(text).size())) << QString::fromUtf16(text);
    }
    void leavesPlainTextAlone()
    {
        QFETCH(QString, text);
        const QList<TextPiece> found = pieces(text);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().text, text);
        QVERIFY(!found.first().isMarked());
    }

    void namesWhatNobodySees_data()
    {
        QTest::addColumn<QString>("character");
        QTest::addColumn<QString>("name");
        const auto row = [](const QString &character, const char *name) {
            QTest::newRow(name) << character << QString::fromLatin1(name);
        };
        row(u"\u202E"_s, "RLO");
        row(u"\u200B"_s, "ZWSP");
        row(u"\u00A0"_s, "NBSP");
        row(u"\uFEFF"_s, "BOM");
        row(u"\x1b"_s, "ESC");
        row(QString(QChar(0)), "NUL");
        row(u"\u00AD"_s, "SHY");
        row(u"\u2066"_s, "LRI");
        row(u"\u3164"_s, "HF");
        row(u"\uFE0F"_s, "U+FE0F");
        row(u"\U000E0041"_s, "TAG A");
        row(u"\u2003"_s, "U+2003");
        row(QString(QChar(0x85)), "NEL");
        row(QString(QChar(0xd800)), "U+D800");
    }
    void namesWhatNobodySees()
    {
        QFETCH(QString, character);
        QFETCH(QString, name);
        QCOMPARE(hiddenIn(u'a' + character + u'b'), QStringList{name});
    }

    void marksEachCharacterOfTheTable()
    {
        for (const auto &range : kHiddenCharacters) {
            for (const char32_t point : {range[0], range[1]}) {
                const QString text = u'a' + QStringView(QChar::fromUcs4(point)).toString() + u'b';
                QCOMPARE(hiddenIn(text).size(), 1);
            }
        }
    }

    void losesNothing()
    {
        const QString text = u"rm \u202E-rf\u200B /\ttmp\n\U000E0041🙂{{secret:A}}"_s;
        QString whole;
        for (const TextPiece &piece : piecesWithSecrets(text))
            whole += piece.text;
        QCOMPARE(whole, text);
    }

    void doesNotCountLineEndsAndTabs()
    {
        QCOMPARE(hiddenCount(u"a\n\tb"_s), 0);
        QCOMPARE(hiddenCount(u"a\u200B\n\u202Eb"_s), 2);
    }

    void marksJoinersThatJoinNoEmoji()
    {
        QCOMPARE(hiddenIn(u"❤\uFE0F\uFE0F"_s), QStringList{u"U+FE0F"_s});
        QCOMPARE(hiddenIn(u"👩\u200Dx"_s), QStringList{u"ZWJ"_s});
        QCOMPARE(hiddenIn(u"a\u200Db\uFE0F"_s), (QStringList{u"ZWJ"_s, u"U+FE0F"_s}));
    }

    void listsThemOnce()
    {
        QCOMPARE(hiddenNames(u"a\u202Eb\u202Ec\u2003\n"_s),
                 (QStringList{u"RLO U+202E"_s, u"U+2003"_s}));
    }

    void readsOnWithoutThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        QTest::newRow("direction") << u"one \u202Etwo\u200Bthree"_s << u"one twothree"_s;
        QTest::newRow("blanks") << u"a\u00A0b\u3000c"_s << u"a b c"_s;
        QTest::newRow("line ends") << u"a\u2028b\u0085c"_s << u"a\nb\nc"_s;
        QTest::newRow("carriage return") << u"a\r\nb\tc"_s << u"a\nb\tc"_s;
        QTest::newRow("tags") << u"x\U000E0041"_s + QChar(0) + u'y' << u"xy"_s;
        QTest::newRow("emoji") << u"👩\u200D👩\u200D👧 ❤\uFE0F"_s << u"👩\u200D👩\u200D👧 ❤\uFE0F"_s;
    }
    void readsOnWithoutThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        QCOMPARE(withoutHidden(text), clean);
        QCOMPARE(hiddenCount(clean), 0);
    }

    void findsSecrets()
    {
        QCOMPARE(secretsIn(u"{{secret:A}} {{secret: B }}{{secret:A}}"_s),
                 (QStringList{u"A"_s, u"B"_s}));
        const QList<TextPiece> found = piecesWithSecrets(u"x{{secret:A}}y"_s);
        QCOMPARE(found.size(), 3);
        QCOMPARE(found.at(1).secret, u"A"_s);
    }

    void marksWhatIsHiddenInTheNameOfASecret()
    {
        QVERIFY(
            std::ranges::any_of(piecesWithSecrets(u"{{secret:A\u200B}}"_s), &TextPiece::isMarked));
    }
};

PILOTHOUSE_UNIT_TEST(TestHiddenText)
#include "tst_hidden_text.moc"
