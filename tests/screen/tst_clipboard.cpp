#include "screen/clipboard_reader.h"
#include "screen/x11_display.h"
#include "screen/x_connection.h"
#include "support/test_x_server.h"
#include "support/typing_target.h"

#include <QTest>
#include <QTimer>

#include <atomic>
#include <thread>

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
        auto display =
            X11Display::connect(m_server->socketPath(), m_server->cookie(), systemClock());
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

    /// An application of its own that has copied something, and answers only as the test says.
    Result<std::unique_ptr<XConnection>> own() const
    {
        auto connection = XConnection::open(m_server->socketPath(), m_server->cookie());
        xcb_set_selection_owner((*connection)->raw(), (*connection)->createHelperWindow(),
                                (*connection)->atom("CLIPBOARD"), XCB_CURRENT_TIME);
        (*connection)->sync();
        return connection;
    }
    // The X server's own clipboard asks, too: which forms there are.
    static bool isForText(XConnection &owner, const xcb_generic_event_t &event)
    {
        return (event.response_type & 0x7f) == XCB_SELECTION_REQUEST &&
               reinterpret_cast<const xcb_selection_request_event_t &>(event).target ==
                   owner.atom("UTF8_STRING");
    }
    static void tell(XConnection &owner, const xcb_selection_request_event_t &request)
    {
        xcb_selection_notify_event_t notice{};
        notice.response_type = XCB_SELECTION_NOTIFY;
        notice.requestor = request.requestor;
        notice.selection = request.selection;
        notice.target = request.target;
        notice.property = request.property;
        xcb_send_event(owner.raw(), 0, request.requestor, XCB_EVENT_MASK_NO_EVENT,
                       reinterpret_cast<const char *>(&notice));
        owner.sync();
    }
    static void put(XConnection &owner, const xcb_selection_request_event_t &request,
                    const QByteArray &text)
    {
        xcb_change_property(owner.raw(), XCB_PROP_MODE_REPLACE, request.requestor, request.property,
                            request.target, 8, uint32_t(text.size()), text.constData());
        tell(owner, request);
    }
    static inline xcb_selection_request_event_t s_dripping{};
    static void answer(XConnection &owner, const xcb_selection_request_event_t &request)
    {
        const uint32_t size = 1;
        xcb_change_property(owner.raw(), XCB_PROP_MODE_REPLACE, request.requestor, request.property,
                            owner.atom("INCR"), 32, 1, &size);
        s_dripping = request;
        tell(owner, request);
    }
    static void drip(XConnection &owner)
    {
        if (s_dripping.requestor == XCB_NONE)
            return;
        xcb_change_property(owner.raw(), XCB_PROP_MODE_REPLACE, s_dripping.requestor,
                            s_dripping.property, s_dripping.target, 8, 1, "x");
        owner.sync();
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

    void stopsWaitingForAnOwnerThatComesToNoEnd()
    {
        const auto owner = own();
        (*owner)->addHandler([raw = owner->get()](const xcb_generic_event_t &event) {
            if (isForText(*raw, event))
                answer(*raw, reinterpret_cast<const xcb_selection_request_event_t &>(event));
        });
        std::atomic<bool> isOver = false;
        std::thread drips([&] { // one letter each time, for ever
            while (!isOver) {
                (*owner)->pump(20ms, {});
                drip(**owner);
            }
        });
        auto connection = XConnection::open(m_server->socketPath(), m_server->cookie());
        ClipboardReader reader(**connection, {.silence = 20s, .inAll = 500ms});
        const auto text = reader.read({});
        isOver = true;
        drips.join();
        QCOMPARE(text.error().code, Errc::Timeout);
    }

    void takesNoAnswerThatComesTooLate()
    {
        const auto owner = own();
        QList<xcb_selection_request_event_t> requests;
        (*owner)->addHandler([&requests, raw = owner->get()](const xcb_generic_event_t &event) {
            if (isForText(*raw, event))
                requests.append(reinterpret_cast<const xcb_selection_request_event_t &>(event));
        });
        auto connection = XConnection::open(m_server->socketPath(), m_server->cookie());
        ClipboardReader reader(**connection, {.silence = 200ms, .inAll = 1s});
        QCOMPARE(reader.read({}).error().code, Errc::Timeout);
        (*owner)->sync();
        (*owner)->dispatch();
        QCOMPARE(requests.size(), 1);
        put(**owner, requests.first(), "the old text");
        QCOMPARE(reader.read({}).error().code, Errc::Timeout);
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
        QTRY_VERIFY(editor->text() == large);

        const InputAction copy = PressKeys{u"Return a é Left Left ctrl+shift+End ctrl+c"_s};
        QVERIFY(QCoro::waitFor(m_display->perform(copy, {})));
        QTRY_COMPARE(read(*m_display), u"aé"_s);
    }
};

QTEST_GUILESS_MAIN(TestClipboard)
#include "tst_clipboard.moc"
