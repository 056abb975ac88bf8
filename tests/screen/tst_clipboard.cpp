#include "screen/x11_display.h"
#include "screen/x_connection.h"
#include "support/test_x_server.h"
#include "support/typing_target.h"

#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClipboard : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<TestXServer> m_server;
    std::unique_ptr<X11Display> m_display;
    std::unique_ptr<X11Display> m_other; ///< stands for another application

    std::unique_ptr<X11Display> connectDisplay()
    {
        auto display = X11Display::connect(m_server->socketPath(), m_server->cookie());
        return display ? std::move(*display) : nullptr;
    }
    // What cannot be read at this moment, from a busy editor, is read again by who waits for it.
    static QString read(X11Display &display)
    {
        const auto text = QCoro::waitFor(display.clipboard({}));
        return text ? *text : u"unreadable: "_s + text.error().message;
    }
    static bool write(X11Display &display, const QString &text)
    {
        return QCoro::waitFor(display.setClipboard(text, {})).has_value();
    }

private slots:
    void init()
    {
        QString error;
        m_server = TestXServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        m_display = connectDisplay();
        m_other = connectDisplay();
        QVERIFY(m_display && m_other);
    }
    void cleanup()
    {
        m_display.reset();
        m_other.reset();
        m_server.reset();
    }

    void isEmptyAtFirst() { QCOMPARE(read(*m_display), QString()); }

    void passesAnyText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("Unicode") << u"é 漢字 😀\nline\ttab"_s;
        QTest::newRow("one whole piece") << QString(256 * 1024, u'x');
        QTest::newRow("one more than a piece") << QString(256 * 1024 + 1, u'x');
        QTest::newRow("three million characters") << u"漢é字"_s.repeated(1'000'000);
    }
    void passesAnyText()
    {
        QFETCH(QString, text);
        QVERIFY(write(*m_other, text));
        QVERIFY(read(*m_display) == text);
        QVERIFY(read(*m_other) == text); // its own
    }

    void belongsToWhoCopiedLast()
    {
        QVERIFY(write(*m_display, u"first"_s));
        QVERIFY(write(*m_other, u"second"_s));
        QCOMPARE(read(*m_display), u"second"_s);
        QVERIFY(write(*m_display, u"third"_s));
        QCOMPARE(read(*m_other), u"third"_s);
    }

    void stopsWaitingForAnOwnerThatDoesNotAnswer()
    {
        auto connection = XConnection::open(m_server->socketPath(), m_server->cookie());
        QVERIFY(connection);
        const xcb_window_t window = (*connection)->createHelperWindow();
        xcb_set_selection_owner((*connection)->raw(), window, (*connection)->atom("CLIPBOARD"),
                                XCB_CURRENT_TIME);
        (*connection)->sync(); // from now on nobody looks at its events
        std::stop_source stop;
        QTimer::singleShot(100ms, this, [&stop] { stop.request_stop(); });
        const auto stopped = QCoro::waitFor(m_display->clipboard(stop.get_token()));
        QCOMPARE(stopped.error().code, Errc::Stopped);
        const auto late = QCoro::waitFor(m_display->clipboard({}));
        QCOMPARE(late.error().code, Errc::Timeout);
    }

    void servesAndReadsAnEditor()
    {
        QVERIFY(m_server->startWindowManager());
        const auto editor = makeTypingTarget(u"mousepad"_s, *m_server, *m_display);
        QString error;
        QVERIFY2(editor->open(&error), qPrintable(error));
        editor->clear();
        const QString large = u"漢字 😀 line\n"_s.repeated(40'000); // more than one piece
        QVERIFY(write(*m_display, large));
        const InputAction paste = PressKeys{u"ctrl+v"_s};
        QVERIFY(QCoro::waitFor(m_display->performAndLook(paste, {}, {})));
        QTRY_VERIFY_WITH_TIMEOUT(editor->text() == large, 20000);

        const InputAction copy = PressKeys{u"Return a é Left Left ctrl+shift+End ctrl+c"_s};
        QVERIFY(QCoro::waitFor(m_display->perform(copy, {})));
        QTRY_COMPARE(read(*m_display), u"aé"_s);
    }
};

QTEST_GUILESS_MAIN(TestClipboard)
#include "tst_clipboard.moc"
