#include "desktop_fixture.h"

#include "screen/display.h"

#include <QElapsedTimer>
#include <QTcpServer>

#include <csignal>
#include <map>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Fields are as large as the page, so a click into the window is one into the field.
const QString kLarge =
    u" style='position:fixed;inset:0;width:100%;height:100%;border:0;box-sizing:border-box'"_s;

QString page(const QString &name, const QString &body)
{
    return u"cat >~/www/%1.html <<'END'\n<!doctype html><meta charset=utf-8><title>page %1</title>"
           "%2\nEND\n"_s.arg(name, body);
}

/// Shell lines that write the pages; %PORT% is that of their server.
QString pages()
{
    const QString input = u"<input"_s + kLarge + u">"_s;
    QString links;
    for (int i = 0; i < 1000; ++i)
        links += u"<p><a href=/%1>link number %1</a> and text"_s.arg(i);
    return u"mkdir -p ~/www\n"_s + page(u"text"_s, input) +
           page(u"password"_s, u"<input type=password"_s + kLarge + u">"_s) +
           page(u"area"_s, u"<textarea"_s + kLarge + u"></textarea>"_s) +
           page(u"nothing"_s, u"<p>nothing"_s) +
           page(u"foreign"_s,
                u"<iframe src='http://127.0.0.1:%PORT%/password.html'%1></iframe>"_s.arg(kLarge)) +
           page(u"written"_s, u"<iframe srcdoc=\"%1\"%2></iframe>"_s.arg(input, kLarge)) +
           page(u"data"_s, u"<iframe src=\"data:text/html,%1\"%2></iframe>"_s.arg(input, kLarge)) +
           page(u"links"_s, links + input) +
           page(u"pretending"_s,
                u"<base href='https://bank.test/'><link rel=canonical href='https://bank.test/'>"
                "<script>document.title = 'page pretending https://bank.test/'</script>"
                "<body role=document aria-label='https://bank.test/'>"
                "<div role=document aria-roledescription='document web' docurl='https://bank.test/'"
                " uri='https://bank.test/' aria-label='https://bank.test/'><div role=application>"
                "<input aria-roledescription='password text' aria-label='https://bank.test/'%1>"_s
                    .arg(kLarge));
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

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
        Desk &desk = deskWith(browser);
        VERIFY_OPENED(desk.desktop);
        browse(desk, browser, page);
        QTRY_COMPARE_WITH_TIMEOUT(clickAndLook(desk, keys), seen, 60'000);
        const auto focus = look(desk);
        VERIFY_OPENED(focus);
        QVERIFY(QRect(QPoint(), desk.place->config.size).contains(focus->place));
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
        Desk desk = openDesk(mode);
        VERIFY_OPENED(desk.desktop);
        browse(desk, u"firefox-esr"_s, u"password"_s);
        QTRY_COMPARE_WITH_TIMEOUT(clickAndLook(desk),
                                  u"(hidden) password text localhost/password.html"_s, 60'000);
    }

    void doesNotWaitForAProgramThatHangs()
    {
        Desk &desk = deskWith(u"firefox-esr"_s);
        VERIFY_OPENED(desk.desktop);
        browse(desk, u"firefox-esr"_s, u"text"_s);
        QTRY_COMPARE_WITH_TIMEOUT(clickAndLook(desk), u"entry localhost/text.html"_s, 60'000);
        QVERIFY(signalFirefox(desk, SIGSTOP) > 0);
        QElapsedTimer timer;
        timer.start();

        const auto focus = look(desk);

        const qint64 waited = timer.elapsed();
        signalFirefox(desk, SIGCONT);
        QVERIFY(!focus);
        QCOMPARE(focus.error().code, Errc::Unavailable);
        QVERIFY2(waited < 3'000, qPrintable(QString::number(waited)));
        QTRY_COMPARE_WITH_TIMEOUT(clickAndLook(desk), u"entry localhost/text.html"_s, 60'000);
    }

    void doesNotKnowAboutProgramsWithoutAccessibility()
    {
        Desk desk = openDesk(SandboxMode::Auto);
        VERIFY_OPENED(desk.desktop);
        const auto nothing = look(desk);
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, Errc::Unavailable);
        startInside((*desk.desktop)->sandbox(), u"xterm"_s);
        QTRY_VERIFY_WITH_TIMEOUT(activeWindow(desk).contains("XTerm"_L1), 30'000);
        const auto terminal = look(desk); // its bus has been asked, so the registry runs
        QVERIFY(!terminal);
        QCOMPARE(terminal.error().code, Errc::Unavailable);
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
    struct Desk
    {
        std::unique_ptr<DesktopPlace> place;
        Result<std::unique_ptr<Desktop>> desktop = fail(Errc::Unavailable, u"Not opened."_s);
        quint16 port = 0;
    };

    static QStringList browsersHere()
    {
        QStringList all{u"firefox-esr"_s};
        if (!findProgram({u"chromium"_s}).isEmpty())
            all << u"chromium --no-first-run"_s;
        return all;
    }
    static Desk openDesk(SandboxMode mode)
    {
        Desk desk{.place = std::make_unique<DesktopPlace>(mode), .port = freePort()};
        desk.place->config.accessibility = true;
        desk.desktop = desk.place->open();
        if (desk.desktop) {
            const Sandbox &sandbox = (*desk.desktop)->sandbox();
            runInside(sandbox, pages().replace("%PORT%"_L1, QString::number(desk.port)));
            startInside(sandbox,
                        u"python3 -m http.server -d www --bind 127.0.0.1 %1"_s.arg(desk.port));
        }
        return desk;
    }
    /// One for all rows of a browser, which has more and more pages open.
    Desk &deskWith(const QString &browser)
    {
        auto found = m_desks.find(browser);
        if (found == m_desks.end())
            found = m_desks.emplace(browser, openDesk(SandboxMode::Auto)).first;
        return found->second;
    }
    static void browse(const Desk &desk, const QString &browser, const QString &page)
    {
        const QString title = u"page "_s + page;
        const QString get =
            u"for i in $(seq 100); do curl -sSfo /dev/null %1 && break; sleep 0.1; done"_s;
        const QString address =
            u"http://localhost:%1/%2.html"_s.arg(QString::number(desk.port), page);
        runInside((*desk.desktop)->sandbox(), get.arg(address));
        startInside((*desk.desktop)->sandbox(), browser + u' ' + address);
        QTRY_VERIFY_WITH_TIMEOUT(activeWindow(desk).contains(title), 90'000);
    }
    static QString activeWindow(const Desk &desk)
    {
        return runInside((*desk.desktop)->sandbox(),
                         u"xprop -id $(xprop -root _NET_ACTIVE_WINDOW | grep -o '0x[0-9a-f]*') "
                         "_NET_WM_NAME WM_CLASS"_s)
            .output;
    }
    static Result<KeyboardFocus> look(const Desk &desk)
    {
        return QCoro::waitFor((*desk.desktop)->keyboardFocus({}));
    }
    /// "(hidden) ROLE HOST/PATH in PAGE", or what went wrong.
    static QString clickAndLook(const Desk &desk, const QString &keys = {})
    {
        auto &display = (*desk.desktop)->display();
        const QPoint middle = QRect(QPoint(), display.size()).center();
        (void)QCoro::waitFor(display.perform(Click{.at = middle}, {}));
        if (!keys.isEmpty())
            (void)QCoro::waitFor(display.perform(PressKeys{.keys = keys}, {}));
        const auto focus = look(desk);
        if (!focus)
            return focus.error().message + u" "_s + focus.error().detail;
        QString told = (focus->hidesText ? u"(hidden) "_s : QString()) + focus->role;
        if (!focus->document.isEmpty())
            told += u' ' + shortly(focus->document);
        if (focus->page != focus->document)
            told += u" in "_s + shortly(focus->page);
        return told;
    }
    static QString shortly(const QUrl &address)
    {
        if (!address.host().isEmpty())
            return address.host() + address.path();
        return address.scheme() + u':' +
               (address.scheme() == "data"_L1 ? QString() : address.path());
    }
    static int signalFirefox(const Desk &desk, int signal)
    {
        const QString id = QDir(desk.place->config.runtimeDir)
                               .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                               .value(0);
        int sent = 0;
        for (const ProcessEntry &process : listProcesses()) {
            if (commandLine(process.pid).contains("firefox-esr") &&
                environmentHas(readEnvironment(process.pid),
                               "PILOTHOUSE_DESKTOP=" + id.toStdString()))
                sent += kill(process.pid, signal) == 0;
        }
        return sent;
    }

    std::map<QString, Desk> m_desks;
};

QTEST_GUILESS_MAIN(TestSight)
#include "tst_sight.moc"
