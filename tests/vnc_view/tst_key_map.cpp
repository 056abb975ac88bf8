// Keys of whole layouts, as the window system's own library of keyboards has them.
#include "qml/vnc/key_map.h"
#include "support/unit_test.h"

#include <QTest>

#include <xkbcommon/xkbcommon-keysyms.h>
#include <xkbcommon/xkbcommon.h>

#include <memory>

using namespace pilothouse;

namespace {

struct Freed
{
    void operator()(xkb_context *one) const { xkb_context_unref(one); }
    void operator()(xkb_keymap *one) const { xkb_keymap_unref(one); }
};

/// One key of a layout with one of its meanings.
struct Meaning
{
    quint32 code;
    quint32 keysym;
    QString text;
};

QList<Meaning> meaningsOf(const char *layout)
{
    const std::unique_ptr<xkb_context, Freed> context(xkb_context_new(XKB_CONTEXT_NO_FLAGS));
    const xkb_rule_names names{.rules = "evdev",
                               .model = "pc105",
                               .layout = layout,
                               .variant = nullptr,
                               .options = nullptr};
    const std::unique_ptr<xkb_keymap, Freed> map(
        xkb_keymap_new_from_names(context.get(), &names, XKB_KEYMAP_COMPILE_NO_FLAGS));
    QList<Meaning> all;
    for (quint32 code = xkb_keymap_min_keycode(map.get());
         code <= xkb_keymap_max_keycode(map.get()); ++code)
        for (quint32 level = 0; level < xkb_keymap_num_levels_for_key(map.get(), code, 0);
             ++level) {
            const xkb_keysym_t *keysyms = nullptr;
            if (xkb_keymap_key_get_syms_by_level(map.get(), code, 0, level, &keysyms) != 1)
                continue;
            const quint32 character = xkb_keysym_to_utf32(keysyms[0]);
            all.append({code, keysyms[0],
                        character == 0 ? QString()
                                       : QString::fromUcs4(
                                             reinterpret_cast<const char32_t *>(&character), 1)});
        }
    return all;
}

QKeyEvent pressed(int key, Qt::KeyboardModifiers modifiers, const Meaning &meaning)
{
    return {QEvent::KeyPress, key, modifiers, meaning.code, meaning.keysym, 0, meaning.text};
}

bool isPrinted(const QString &text)
{
    return !text.isEmpty() && text.toUcs4().first() >= 0x20 && text.toUcs4().first() != 0x7f;
}

} // namespace

class TestKeyMap : public QObject
{
    Q_OBJECT
private slots:
    void namesEveryKeyOfALayout_data()
    {
        QTest::addColumn<QByteArray>("layout");
        QTest::addColumn<int>("fewest"); // meanings that print something
        QTest::newRow("us") << QByteArray("us") << 90;
        QTest::newRow("de") << QByteArray("de") << 150;
        QTest::newRow("fr") << QByteArray("fr") << 150;
        QTest::newRow("ru") << QByteArray("ru") << 90;
        QTest::newRow("jp") << QByteArray("jp") << 90;
    }
    void namesEveryKeyOfALayout()
    {
        QFETCH(QByteArray, layout);
        QFETCH(int, fewest);
        int printed = 0;
        for (const Meaning &meaning : meaningsOf(layout.constData())) {
            if (meaning.keysym == 0)
                continue;
            // As X11 and Wayland tell it: the same name, whatever else Qt makes of the key.
            QCOMPARE(keysyms::of(pressed(Qt::Key_unknown, {}, meaning), true), meaning.keysym);
            if (!isPrinted(meaning.text) || meaning.keysym >= XKB_KEY_KP_Space)
                continue;
            ++printed;
            // Where nobody tells it: a name of the same character.
            const quint32 byText = keysyms::of(pressed(Qt::Key_unknown, {}, meaning), false);
            const quint32 character = xkb_keysym_to_utf32(byText);
            QCOMPARE(QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1),
                     meaning.text);
        }
        QVERIFY2(printed >= fewest, qPrintable(QString::number(printed)));
    }

    void takesLatinLettersForShortcutsOfOtherAlphabets()
    {
        const Meaning es{54, XKB_KEY_Cyrillic_es, QStringLiteral("с")};
        QCOMPARE(keysyms::of(pressed(Qt::Key_C, Qt::ControlModifier, es), true), quint32('c'));
        QCOMPARE(keysyms::of(pressed(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier, es), true),
                 quint32('C'));
        QCOMPARE(keysyms::of(pressed(Qt::Key_C, {}, es), true), quint32(XKB_KEY_Cyrillic_es));
    }

    void namesKeysWithoutACharacter_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("keypad");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](int key, const char *name, bool keypad = false) {
            QTest::newRow(name) << key << keypad << QByteArray(name);
        };
        row(Qt::Key_Escape, "Escape");
        row(Qt::Key_Tab, "Tab");
        row(Qt::Key_Backtab, "ISO_Left_Tab");
        row(Qt::Key_Backspace, "BackSpace");
        row(Qt::Key_Return, "Return");
        row(Qt::Key_Enter, "KP_Enter", true);
        row(Qt::Key_Delete, "Delete");
        row(Qt::Key_Delete, "KP_Delete", true);
        row(Qt::Key_Home, "KP_Home", true);
        row(Qt::Key_7, "KP_7", true);
        row(Qt::Key_Plus, "KP_Add", true);
        row(Qt::Key_Comma, "KP_Separator", true);
        row(Qt::Key_Period, "KP_Decimal", true);
        row(Qt::Key_PageUp, "Prior");
        row(Qt::Key_F1, "F1");
        row(Qt::Key_F35, "F35");
        row(Qt::Key_Shift, "Shift_L");
        row(Qt::Key_Control, "Control_L");
        row(Qt::Key_Alt, "Alt_L");
        row(Qt::Key_AltGr, "ISO_Level3_Shift");
        row(Qt::Key_Meta, "Super_L");
        row(Qt::Key_Menu, "Menu");
        row(Qt::Key_CapsLock, "Caps_Lock");
        row(Qt::Key_Dead_Acute, "dead_acute");
        row(Qt::Key_Dead_Circumflex, "dead_circumflex");
        row(Qt::Key_Henkan, "Henkan");
        row(Qt::Key_Muhenkan, "Muhenkan");
        row(Qt::Key_Hangul, "Hangul");
        row(Qt::Key_Multi_key, "Multi_key");
        row(Qt::Key_VolumeUp, "XF86AudioRaiseVolume");
        row(Qt::Key_MediaTogglePlayPause, "XF86AudioPlay");
        row(Qt::Key_MediaNext, "XF86AudioNext");
        row(Qt::Key_Back, "XF86Back");
        row(Qt::Key_Refresh, "XF86Refresh");
    }
    void namesKeysWithoutACharacter()
    {
        QFETCH(int, key);
        QFETCH(bool, keypad);
        QFETCH(QByteArray, name);
        const QKeyEvent event(QEvent::KeyPress, key, keypad ? Qt::KeypadModifier : Qt::NoModifier);
        QCOMPARE(keysyms::of(event, false),
                 quint32(xkb_keysym_from_name(name.constData(), XKB_KEYSYM_NO_FLAGS)));
    }

    void namesLettersThatHaveNoTextBecauseOfControl()
    {
        const QKeyEvent event(QEvent::KeyPress, Qt::Key_Q, Qt::ControlModifier,
                              QStringLiteral("\x11"));
        QCOMPARE(keysyms::of(event, false), quint32('q'));
    }

    void knowsThePlaceOfKeys()
    {
        QCOMPARE(keysyms::placeOf(30), 30U);   // A
        QCOMPARE(keysyms::placeOf(97), 0x9dU); // the right Ctrl
        QCOMPARE(keysyms::placeOf(103), 0xc8U);
        QCOMPARE(keysyms::placeOf(125), 0xdbU); // Super
        QCOMPARE(keysyms::placeOf(200), 0U);
    }

    void namesCharactersThatAreTyped()
    {
        QCOMPARE(keysyms::ofCharacter(U'a'), quint32('a'));
        QCOMPARE(keysyms::ofCharacter(U'ß'), quint32(XKB_KEY_ssharp));
        QCOMPARE(keysyms::ofCharacter(U'€'), 0x010020acU);
        QCOMPARE(keysyms::ofCharacter(U'漢'), 0x01006f22U);
        QCOMPARE(keysyms::ofCharacter(U'😀'), 0x0101f600U);
        QCOMPARE(keysyms::ofCharacter(U'\n'), keysyms::kReturn);
        QCOMPARE(keysyms::ofCharacter(U'\x1b'), 0U);
    }
};

PILOTHOUSE_UNIT_TEST(TestKeyMap)
#include "tst_key_map.moc"
