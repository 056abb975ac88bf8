#include "screen_fixture.h"

#include "screen/key_names.h"
#include "screen/key_pool.h"
#include "support/typing_target.h"

#include <QStandardPaths>
#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Any text, typed into the kinds of application there are, arrives exactly.
class TestTyping : public ScreenFixture
{
    Q_OBJECT
private:
    Result<> type(const QString &text) { return perform(TypeText{text}); }

private slots:
    void init() { openScreen(); }
    void cleanup() { closeScreen(); }

    void arrivesExactly_data()
    {
        QTest::addColumn<QString>("application");
        for (const char *name : {"xterm", "mousepad", "firefox", "chromium"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void arrivesExactly()
    {
        QFETCH(QString, application);
        const QString program = application == "firefox"_L1 ? u"firefox-esr"_s : application;
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP("This program is not installed");
        const auto target = makeTypingTarget(application, *m_server, *m_display);
        QString error;
        QVERIFY2(target->open(&error), qPrintable(error));
        for (const TypingText &text : typingTexts()) {
            target->clear();
            QVERIFY(type(text.text));
            if (application == "xterm"_L1) // it passes on whole lines
                QVERIFY(type(u"\n"_s));
            const QString expected = text.text.trimmed();
            QString arrived;
            const bool exact = waitUntil(
                [&] {
                    arrived = target->text().trimmed();
                    return arrived == expected;
                },
                60s);
            QVERIFY2(exact, qPrintable(u"%1: %2 of %3 right: %4"_s.arg(text.name)
                                           .arg(rightCharacters(expected, arrived))
                                           .arg(expected.toUcs4().size())
                                           .arg(arrived)));
        }
    }

    void typesAsciiRightWithCapsLockOn()
    {
        const auto target = makeTypingTarget(u"xterm"_s, *m_server, *m_display);
        QString error;
        QVERIFY2(target->open(&error), qPrintable(error));
        const InputAction capsLock = PressKeys{u"Caps_Lock"_s};
        QVERIFY(QCoro::waitFor(m_display->perform(capsLock, {})));
        QVERIFY(type(u"Abc é É\n"_s));
        const InputAction pressed = PressKeys{u"z Return"_s}; // Caps Lock is on again
        QVERIFY(QCoro::waitFor(m_display->perform(pressed, {})));
        QTRY_COMPARE(target->text(), u"Abc é É\nZ\n"_s);
    }

    void followsALayoutThatChanges()
    {
        m_server->run(u"setxkbmap"_s, {u"de"_s});
        const auto target = makeTypingTarget(u"xterm"_s, *m_server, *m_display);
        QString error;
        QVERIFY2(target->open(&error), qPrintable(error));
        QVERIFY(type(u"Yz#{[]}|~@ßäöü漢\n"_s));
        QTRY_COMPARE(target->text(), u"Yz#{[]}|~@ßäöü漢\n"_s);
    }

    void stopsInTheMiddleOfALongText()
    {
        const auto target = makeTypingTarget(u"xterm"_s, *m_server, *m_display);
        QString error;
        QVERIFY2(target->open(&error), qPrintable(error));
        QString longText; // each run of Han waits for the application
        for (int i = 0; i < 20000; ++i)
            longText += QChar(char16_t(0x4e00 + i));
        std::stop_source stop;
        QTimer::singleShot(300ms, this, [&stop] { stop.request_stop(); });
        const InputAction action = TypeText{longText};
        const auto typed = QCoro::waitFor(m_display->perform(action, stop.get_token()));
        QVERIFY(!typed);
        QCOMPARE(typed.error().code, Errc::Stopped);
        QVERIFY(type(u"\nafter\n"_s));
        QTRY_VERIFY(target->text().endsWith(u"\nafter\n"_s));
        const QString arrived = target->text().section(u'\n', 0, 0);
        QVERIFY2(longText.startsWith(arrived), qPrintable(arrived));
    }

    void givesNoKeyANewMeaningOnceStopped()
    {
        const auto x = XConnection::open(m_server->socketPath(), m_server->cookie());
        QVERIFY(x);
        KeyPool pool(**x);
        pool.prepare();
        const xkb_keysym_t before = keysymFromCharacter(U'é'); // prepare() bound it
        const xkb_keysym_t wanted = keysymFromCharacter(U'漢');
        std::stop_source stop;
        pool.setBeforeReuse([&stop](const std::stop_token &) { stop.request_stop(); });
        QSet<xkb_keysym_t> all{wanted}; // pushes out all that prepare() bound
        for (char32_t han = 0x4e00; all.size() < pool.capacity(); ++han)
            all.insert(keysymFromCharacter(han));
        const Result<> bound = pool.bind(all, stop.get_token());
        QVERIFY(!bound);
        QCOMPARE(bound.error().code, Errc::Stopped);
        pool.refresh();
        QVERIFY(pool.find(before));
        QVERIFY(!pool.find(wanted));
        QVERIFY(pool.bind(all, {}));
        QVERIFY(pool.find(wanted));
    }

    void refusesAControlCharacterBeforeTypingAnything()
    {
        const auto typed = type(u"abc\adef"_s);
        QVERIFY(!typed);
        QCOMPARE(typed.error().code, Errc::InvalidArgument);
        QVERIFY(typed.error().message.contains(u"0007"_s));
    }
};

QTEST_GUILESS_MAIN(TestTyping)
#include "tst_typing.moc"
