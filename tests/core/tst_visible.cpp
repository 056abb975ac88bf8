#include "core/visible.h"

#include "core/hidden_characters.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestVisible : public QObject
{
    Q_OBJECT
private slots:
    void showsWhatNobodySees_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("onOneLine");
        const auto row = [](const char *name, const QString &text, const QString &shown,
                            const QString &onOneLine = {}) {
            QTest::newRow(name) << text << shown << (onOneLine.isNull() ? shown : onOneLine);
        };
        row("plain", u"ls -la ~/Größe 日本語 🙂"_s, u"ls -la ~/Größe 日本語 🙂"_s);
        row("direction", u"rm \u202Etxt.sh"_s, u"rm «U+202E»txt.sh"_s);
        row("no width", u"a\u200Bb\u2060c"_s, u"a«U+200B»b«U+2060»c"_s);
        row("fillers", u"\u3164\u115F\u2800\uFFA0"_s, u"«U+3164»«U+115F»«U+2800»«U+FFA0»"_s);
        row("blanks", u"a\u00A0b\u3000c"_s, u"a«U+00A0»b«U+3000»c"_s);
        row("tags", u"a\U000E0041"_s, u"a«U+E0041»"_s);
        row("a selector behind a letter", u"a\uFE0Fb"_s, u"a«U+FE0F»b"_s);
        row("a second selector", u"❤\uFE0F\uFE0F"_s, u"❤\uFE0F«U+FE0F»"_s);
        row("an emoji of several", u"👩\u200D👧 ❤\uFE0F"_s, u"👩\u200D👧 ❤\uFE0F"_s);
        row("terminal commands", u"\u001b[2J\u009b2J\u0000\u007f"_s,
            u"«U+001B»[2J«U+009B»2J«U+0000»«U+007F»"_s);
        row("carriage return", u"safe\rrm"_s, u"safe«U+000D»rm"_s);
        row("line ends", u"a\r\nb\n\tc"_s, u"a\nb\n\tc"_s,
            u"a«U+000D»«U+000A»b«U+000A»«U+0009»c"_s);
        row("half a pair", QString(QChar(0xD800)) + u"a"_s, u"«U+D800»a"_s);
    }
    void showsWhatNobodySees()
    {
        QFETCH(QString, text);
        QTEST(visible(text), "shown");
        QTEST(visibleLine(text), "onOneLine");
    }

    void marksEveryCharacterThatQtCallsHidden()
    {
        for (char32_t character = 0; character <= 0x10ffff; ++character) {
            const auto category = QChar::category(character);
            const bool hides =
                category == QChar::Other_Control || category == QChar::Other_Format ||
                category == QChar::Other_Surrogate || category == QChar::Separator_Line ||
                category == QChar::Separator_Paragraph || category == QChar::Other_PrivateUse ||
                (category == QChar::Separator_Space && character != U' ');
            if (hides)
                QVERIFY2(isHidden(character), qPrintable(QString::number(character, 16)));
        }
        for (const char32_t seen : {U' ', U'a', U'é', U'漢', U'🙂', U'\u0301'})
            QVERIFY(!isHidden(seen));
    }

    void hasItsTableInOrder()
    {
        char32_t last = 0;
        for (const auto &range : kHiddenCharacters) {
            QVERIFY(range[0] <= range[1] && (last == 0 || range[0] > last + 1));
            last = range[1];
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestVisible)
#include "tst_visible.moc"
