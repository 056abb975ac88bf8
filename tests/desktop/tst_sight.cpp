#include "browser_desk.h"

#include <QElapsedTimer>

#include <map>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Ends the test unless it is told of `desk` before long.
#define VERIFY_TOLD(...)                                                                           \
    {                                                                                              \
        QString last;                                                                              \
        QVERIFY2(desk.tells(last, __VA_ARGS__), qPrintable(last));                                 \
    }

/// What has the keyboard, with real browsers and pages from hosts of the session's own.
class TestSight : public QObject
{
    Q_OBJECT
private slots:
    void cleanupTestCase() { m_desks.clear(); }

    void tellsWhatHasTheKeyboard_data()
    {
        QTest::addColumn<QString>("browser");
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("keys"); ///< pressed after a click into the page
        QTest::addColumn<QString>("seen");
        const QStringList browsers = browsersHere();
        for (const QString &browser : browsers) {
            const auto row = [&browser](const char *what, const QString &page, const QString &seen,
                                        const QString &keys = {}) {
                QTest::addRow("%s: %s", qPrintable(browser), what)
                    << browser << page << keys << seen;
            };
            const bool firefox = browser.startsWith("firefox"_L1);
            row("a text field", u"text"_s, u"entry localhost/text.html"_s);
            row("a password field", u"password"_s,
                u"(hidden) password text localhost/password.html"_s);
            row("a field of several lines", u"area"_s, u"entry localhost/area.html"_s);
            row("no field", u"nothing"_s, u"document web localhost/nothing.html"_s);
            row("another host's frame", u"foreign"_s,
                u"(hidden) password text 127.0.0.1/password.html in localhost/foreign.html"_s);
            row("a frame without a host", u"written"_s,
                u"entry about:srcdoc in localhost/written.html"_s);
            row("a frame that is its own address", u"data"_s,
                firefox ? u"entry unknown: in localhost/data.html"_s
                        : u"entry data: in localhost/data.html"_s);
            row("a long page", u"links"_s, u"entry localhost/links.html"_s);
            row("a page that calls itself another", u"pretending"_s,
                u"entry localhost/pretending.html"_s);
            row("the address bar", u"text"_s, firefox ? u"combo box"_s : u"entry"_s, u"ctrl+l"_s);
        }
    }
    void tellsWhatHasTheKeyboard()
    {
        QFETCH(QString, browser);
        QFETCH(QString, page);
        QFETCH(QString, keys);
        QFETCH(QString, seen);
        BrowserDesk &desk = deskWith(browser);
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, page));
        VERIFY_TOLD(seen, keys);
        const auto focus = desk.look();
        VERIFY_OPENED(focus);
        QVERIFY(QRect(QPoint(), desk.size()).contains(focus->place));
    }

    void tellsItInEverySandbox_data()
    {
        QTest::addColumn<SandboxMode>("mode");
        for (const SandboxMode mode : sandboxesHere())
            QTest::addRow("%s", qPrintable(name(mode))) << mode;
    }
    void tellsItInEverySandbox()
    {
        QFETCH(SandboxMode, mode);
        const BrowserDesk desk(mode);
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(u"firefox-esr"_s, u"password"_s));
        VERIFY_TOLD(u"(hidden) password text localhost/password.html"_s);
    }

    void doesNotWaitForAProgramThatHangs()
    {
        BrowserDesk &desk = deskWith(u"firefox-esr"_s);
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(u"firefox-esr"_s, u"text"_s));
        VERIFY_TOLD(u"entry localhost/text.html"_s);
        QVERIFY(desk.signalFirefox(SIGSTOP) > 0);
        QElapsedTimer timer;
        timer.start();

        const auto focus = desk.look();

        const qint64 waited = timer.elapsed();
        desk.signalFirefox(SIGCONT);
        QVERIFY(!focus);
        QCOMPARE(focus.error().code, Errc::Unavailable);
        QVERIFY2(waited < 3'000, qPrintable(QString::number(waited)));
        VERIFY_TOLD(u"entry localhost/text.html"_s);
    }

    void tellsOfTheWindowThatHasTheKeyboard_data() { browserRows(); }
    void tellsOfTheWindowThatHasTheKeyboard()
    {
        QFETCH(QString, browser);
        const QString text = u"entry localhost/text.html"_s;
        BrowserDesk &desk = deskWith(browser);
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"text"_s));
        VERIFY_TOLD(text);

        QVERIFY(desk.browse(browser + u" --new-window"_s, u"password"_s));
        VERIFY_TOLD(u"(hidden) password text localhost/password.html"_s);

        desk.press(u"ctrl+shift+w"_s); // the browser still has the first one
        QVERIFY(desk.shows(u"page text"_s));
        VERIFY_TOLD(text);

        startInside(desk.sandbox(), u"xterm"_s); // knows nothing of accessibility
        QVERIFY(desk.shows(u"XTerm"_s));
        const auto terminal = desk.look();
        QVERIFY(!terminal);
        QCOMPARE(terminal.error().code, Errc::Unavailable);
        desk.press(u"ctrl+d"_s);
    }

    void doesNotCountAFrameToTheHostThatItWaitsFor_data() { browserRows(); }
    void doesNotCountAFrameToTheHostThatItWaitsFor()
    {
        QFETCH(QString, browser);
        BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"early"_s)); // which writes a field into the empty frame
        QString last;
        QVERIFY2(QTest::qWaitFor([&] { return desk.clickAndLook(last).has_value(); }, 60'000),
                 qPrintable(last));
        for (int i = 0; i < 5; ++i) {
            const auto focus = desk.clickAndLook(last);
            QVERIFY2(!focus || focus->document.host().isEmpty(), qPrintable(last));
        }
    }

    void countsWhatABrowserAsksForAPageToNoHost_data() { browserRows(); }
    void countsWhatABrowserAsksForAPageToNoHost()
    {
        QFETCH(QString, browser);
        BrowserDesk &desk = deskWith(browser);
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"asking"_s));
        Result<KeyboardFocus> focus = fail(Errc::Unavailable, {});
        const auto inNone = [&] {
            focus = desk.look();
            return focus && !isOfTheWeb(focus->document) && !isOfTheWeb(focus->page);
        };
        QVERIFY2(QTest::qWaitFor(inNone, 60'000), qPrintable(inWords(focus)));
    }

    void tellsOfProgramsWithoutPages()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        const auto nothing = desk.look();
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, Errc::Unavailable);
        startInside(desk.sandbox(), u"mousepad"_s);
        VERIFY_TOLD(u"text"_s);
    }

    void isOffUnlessAskedFor()
    {
        const DesktopPlace place;
        const auto desktop = place.open();
        VERIFY_OPENED(desktop);
        const auto focus = QCoro::waitFor((*desktop)->keyboardFocus({}));
        QVERIFY(!focus);
        QCOMPARE(focus.error().code, Errc::Unavailable);
        const QString everybody = u"cat /proc/[0-9]*/comm"_s;
        QVERIFY(!runInside((*desktop)->sandbox(), everybody).output.contains("at-spi"_L1));
    }

private:
    static QStringList browsersHere()
    {
        QStringList all{u"firefox-esr"_s};
        if (!findProgram({u"chromium"_s}).isEmpty())
            all << u"chromium --no-first-run"_s;
        return all;
    }
    static void browserRows()
    {
        QTest::addColumn<QString>("browser");
        for (const QString &browser : browsersHere())
            QTest::addRow("%s", qPrintable(browser)) << browser;
    }
    /// One for all rows of a browser, which has more and more pages open.
    BrowserDesk &deskWith(const QString &browser)
    {
        auto &desk = m_desks[browser];
        if (!desk)
            desk = std::make_unique<BrowserDesk>();
        return *desk;
    }
    static bool isOfTheWeb(const QUrl &address) { return address.scheme().startsWith("http"_L1); }

    std::map<QString, std::unique_ptr<BrowserDesk>> m_desks;
};

QTEST_GUILESS_MAIN(TestSight)
#include "tst_sight.moc"
