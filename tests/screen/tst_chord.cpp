#include "screen/chord.h"
#include "screen/key_names.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Chords as "Control_L+s Return", so that rows can be read.
QString shown(const QList<Chord> &chords)
{
    QStringList words;
    for (const Chord &chord : chords) {
        QStringList names;
        for (const xkb_keysym_t keysym : chord) {
            if (keysym >= 0x01000000 &&
                keysym <= 0x0110ffff) { // versions of libxkbcommon write these differently
                names.append(u"U+%1"_s.arg(keysym - 0x01000000, 0, 16));
                continue;
            }
            char name[64];
            xkb_keysym_get_name(keysym, name, sizeof name);
            names.append(QString::fromLatin1(name));
        }
        words.append(names.join(u'+'));
    }
    return words.join(u' ');
}

} // namespace

class TestChord : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatModelsWrite_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char16_t *keys, const char16_t *expected) {
            const QString written = QString::fromUtf16(keys);
            QTest::newRow(qPrintable(written)) << written << QString::fromUtf16(expected);
        };
        row(u"Return", u"Return");
        row(u"enter", u"Return");
        row(u"RETURN", u"Return");
        row(u"ctrl+s", u"Control_L+s");
        row(u"Ctrl+Shift+T", u"Control_L+Shift_L+T");
        row(u"control+alt+Delete", u"Control_L+Alt_L+Delete");
        row(u"ctrl+plus", u"Control_L+plus");
        row(u"ctrl++", u"Control_L+plus");
        row(u"ctrl+", u"Control_L+plus");
        row(u"+", u"plus");
        row(u"ctrl+minus", u"Control_L+minus");
        row(u"ctrl+-", u"Control_L+minus");
        row(u"ctrl-s", u"Control_L+s");
        row(u"Ctrl-Shift-Esc", u"Control_L+Shift_L+Escape");
        row(u"ctrl + s", u"Control_L+s");
        row(u"ctrl+ s", u"Control_L+s");
        row(u"ctrl +s", u"Control_L+s");
        row(u"1 + 1", u"1 plus 1");
        row(u"Page_Down", u"Next");
        row(u"PageDown", u"Next");
        row(u"page_down", u"Next");
        row(u"Page Down", u"Next");
        row(u"pgup", u"Prior");
        row(u"Prior", u"Prior");
        row(u"super", u"Super_L");
        row(u"cmd+c", u"Super_L+c");
        row(u"meta+l", u"Super_L+l");
        row(u"Win+d", u"Super_L+d");
        row(u"command+space", u"Super_L+space");
        row(u"option+Tab", u"Alt_L+Tab");
        row(u"AltGr+e", u"ISO_Level3_Shift+e");
        row(u"F5", u"F5");
        row(u"f12", u"F12");
        row(u"alt+F4", u"Alt_L+F4");
        row(u"XF86AudioPlay", u"XF86AudioPlay");
        row(u"xf86audioplay", u"XF86AudioPlay");
        row(u"ArrowLeft", u"Left");
        row(u"left", u"Left");
        row(u"BackSpace", u"BackSpace");
        row(u"Backspace", u"BackSpace");
        row(u"esc", u"Escape");
        row(u"space", u"space");
        row(u" ", u"space");
        row(u"\n", u"Return");
        row(u"a", u"a");
        row(u"A", u"A");
        row(u"é", u"eacute");
        row(u"e\u0301", u"eacute");
        row(u"漢", u"U+6f22");
        row(u"😀", u"U+1f600");
        row(u"€", u"EuroSign");
        row(u"?", u"question");
        row(u"Down Down Return", u"Down Down Return");
        row(u"ctrl+a Delete", u"Control_L+a Delete");
        row(u"KP_Enter", u"KP_Enter");
        row(u"Control_R+c", u"Control_R+c");
        row(u"caps lock", u"Caps_Lock");
        row(u"PrintScreen", u"Print");
    }
    void readsWhatModelsWrite()
    {
        QFETCH(QString, keys);
        QFETCH(QString, expected);
        const auto chords = parseChords(keys);
        QVERIFY2(chords, chords ? "" : qPrintable(chords.error().message));
        QCOMPARE(shown(*chords), expected);
    }

    void namesTheUnknownKeyAndSimilarOnes_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("unknown");
        QTest::addColumn<QString>("similar");
        QTest::newRow("one letter off") << u"Retrun"_s << u"\"Retrun\""_s << u"Return"_s;
        QTest::newRow("in a chord") << u"ctrl+Escpae"_s << u"\"Escpae\""_s << u"Escape"_s;
        QTest::newRow("a modifier") << u"contrl+s"_s << u"\"contrl\""_s << u"control"_s;
        QTest::newRow("beginning") << u"Backsp"_s << u"\"Backsp\""_s << u"BackSpace"_s;
        QTest::newRow("nothing like it") << u"qwertzuiop"_s << u"\"qwertzuiop\""_s << QString();
    }
    void namesTheUnknownKeyAndSimilarOnes()
    {
        QFETCH(QString, keys);
        QFETCH(QString, unknown);
        QFETCH(QString, similar);
        const auto chords = parseChords(keys);
        QVERIFY(!chords);
        QCOMPARE(chords.error().code, Errc::InvalidArgument);
        QVERIFY2(chords.error().message.contains(unknown), qPrintable(chords.error().message));
        QVERIFY2(chords.error().message.contains(similar), qPrintable(chords.error().message));
        QCOMPARE(chords.error().message.contains(u"Did you mean"_s), !similar.isEmpty());
    }

    void refusesNothingAndTooMuch()
    {
        QVERIFY(!parseChords(QString()));
        QVERIFY(!parseChords(QString(5000, u'a')));
        QVERIFY(!parseChords(u"\v"_s));
    }

    void takesOneChordAsModifiers()
    {
        QCOMPARE(parseModifiers(QString())->size(), 0);
        QCOMPARE(parseModifiers(u"  "_s)->size(), 0);
        QCOMPARE(parseModifiers(u"ctrl+shift"_s)->size(), 2);
        QVERIFY(!parseModifiers(u"ctrl shift"_s));
        QCOMPARE(parseOneChord(u"ctrl+s"_s)->size(), 2);
        QVERIFY(!parseOneChord(u"Down Down"_s));
    }

    void takesNothingButModifiersAsModifiers()
    {
        for (const QString &other :
             {u"i"_s, u"Return"_s, u"ctrl+v"_s, u"shift+Insert"_s, u"Caps_Lock"_s, u"+"_s})
            QVERIFY2(!parseModifiers(other), qPrintable(other));
    }

    void knowsModifiers()
    {
        QVERIFY(isModifier(keysymFromName(u"ctrl"_s)));
        QVERIFY(isModifier(keysymFromName(u"altgr"_s)));
        QVERIFY(!isModifier(keysymFromName(u"Caps_Lock"_s)));
        QVERIFY(!isModifier(keysymFromName(u"a"_s)));
    }

    void neverFailsOtherwise()
    {
        QVERIFY(rc::check("any text gives keys or a message", [] {
            const auto units = *rc::gen::container<std::vector<char16_t>>(
                rc::gen::oneOf(rc::gen::elementOf(std::u16string(u"+- ctrlshifAB_\té")),
                               rc::gen::arbitrary<char16_t>()));
            const QString keys(reinterpret_cast<const QChar *>(units.data()),
                               static_cast<qsizetype>(units.size()));
            const auto chords = parseChords(keys);
            if (!chords) {
                RC_ASSERT(chords.error().code == Errc::InvalidArgument);
                RC_ASSERT(!chords.error().message.isEmpty());
                return;
            }
            RC_ASSERT(!chords->isEmpty());
            for (const Chord &chord : *chords) {
                RC_ASSERT(!chord.isEmpty());
                RC_ASSERT(!chord.contains(XKB_KEY_NoSymbol));
            }
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestChord)
#include "tst_chord.moc"
