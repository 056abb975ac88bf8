#pragma once

#include "desktop_fixture.h"

#include "screen/display.h"

#include <QDir>
#include <QHostAddress>
#include <QTcpServer>

#include <csignal>
#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;

/// Fields are as large as the page, so a click into the window is one into the field.
inline const QString kLarge =
    u" style='position:fixed;inset:0;width:100%;height:100%;border:0;box-sizing:border-box'"_s;

inline QString page(const QString &name, const QString &body)
{
    return u"cat >~/www/%1.html <<'END'\n<!doctype html><meta charset=utf-8><title>page %1</title>"
           "%2\nEND\n"_s.arg(name, body);
}

/// Shell lines that write the pages; %PORT% is that of their server, %SILENT% that of one that
/// never answers.
inline QString pages()
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
           page(u"early"_s,
                u"<iframe id=f src='http://127.0.0.1:%SILENT%/'%1></iframe><script>"
                "f.contentDocument.body.innerHTML = \"%2\"</script>"_s.arg(kLarge, input)) +
           page(u"links"_s, links + input) +
           page(u"form"_s,
                u"<h1>Order</h1><p>Two of <b>three</b> are left.<p><label>Name <input "
                "value=Ada></label><p><label>Code <input type=password value=geheim></label>"
                "<p><label><input type=checkbox checked>Express</label>"
                "<p><label>Colour <select><option>Red<option selected>Blue</select></label>"
                "<p><button onclick='document.title = \"page sent\"'>Send</button>"
                "<button disabled>Later</button><p><a href=/text.html>Terms</a>"
                "<p style='margin-top:3000px'><button>Far below</button>"_s) +
           page(u"asking"_s,
                u"<script>setTimeout(() => prompt('https://bank.test/'), 500)</script>"_s) +
           page(u"pretending"_s,
                u"<base href='https://bank.test/'><link rel=canonical href='https://bank.test/'>"
                "<script>document.title = 'page pretending https://bank.test/'</script>"
                "<body role=document aria-label='https://bank.test/'>"
                "<div role=document aria-roledescription='document web' docurl='https://bank.test/'"
                " uri='https://bank.test/' aria-label='https://bank.test/'><div role=application>"
                "<input aria-roledescription='password text' aria-label='https://bank.test/'%1>"_s
                    .arg(kLarge));
}

inline quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

/// "(hidden) ROLE HOST/PATH in PAGE", or what went wrong.
inline QString inWords(const Result<KeyboardFocus> &focus)
{
    const auto shortly = [](const QUrl &address) {
        if (!address.host().isEmpty())
            return QString(address.host() + address.path());
        const bool whole = address.scheme() != "data"_L1;
        return QString(address.scheme() + u':' + (whole ? address.path() : QString()));
    };
    if (!focus)
        return focus.error().message + u' ' + focus.error().detail;
    QString told = (focus->hidesText ? u"(hidden) "_s : QString()) + focus->role;
    if (!focus->document.isEmpty())
        told += u' ' + shortly(focus->document);
    if (focus->page != focus->document)
        told += u" in "_s + shortly(focus->page);
    return told;
}

/// A desktop that tells what has the keyboard, with a web server of its own: pages() are those of
/// localhost and of 127.0.0.1.
class BrowserDesk
{
    DesktopPlace m_place; // outlives the desktop
    quint16 m_port = freePort();
    quint16 m_silentPort = freePort();

public:
    explicit BrowserDesk(SandboxMode mode = SandboxMode::Auto) : m_place(mode)
    {
        m_place.config.accessibility = true;
        desktop = m_place.open();
        if (!desktop)
            return;
        const QString port = QString::number(m_port);
        const QString silent = QString::number(m_silentPort);
        runInside(sandbox(), pages().replace("%PORT%"_L1, port).replace("%SILENT%"_L1, silent));
        startInside(sandbox(), u"python3 -c 'import socket, time; "
                               "s = socket.create_server((\"127.0.0.1\", %1)); "
                               "time.sleep(1000)'"_s.arg(silent));
        startInside(sandbox(), u"python3 -m http.server -d www --bind 127.0.0.1 "_s + port);
    }

    Result<std::unique_ptr<Desktop>> desktop = fail(Errc::Unavailable, u"Not opened."_s);

    QSize size() const { return m_place.config.size; }
    Sandbox &sandbox() const { return (*desktop)->sandbox(); }
    /// Whether the browser shows the page, in one more tab.
    bool browse(const QString &browser, const QString &page) const
    {
        const QString address = u"http://localhost:%1/%2.html"_s.arg(m_port).arg(page);
        runInside(
            sandbox(),
            u"for i in $(seq 100); do curl -sSfo /dev/null %1 && break; sleep 0.1; done"_s.arg(
                address));
        startInside(sandbox(), browser + u' ' + address);
        return shows(u"page "_s + page);
    }
    /// Whether a window with that in its title or class becomes the active one.
    bool shows(const QString &what) const
    {
        const QString ask = u"xprop -id $(xprop -root _NET_ACTIVE_WINDOW | grep -o '0x[0-9a-f]*') "
                            "_NET_WM_NAME WM_CLASS"_s;
        return QTest::qWaitFor([&] { return runInside(sandbox(), ask).output.contains(what); },
                               90'000);
    }
    Result<KeyboardFocus> look() const { return QCoro::waitFor((*desktop)->keyboardFocus({})); }
    void press(const QString &keys) const
    {
        (void)QCoro::waitFor((*desktop)->display().perform(PressKeys{.keys = keys}, {}));
    }
    /// What a click into the middle, then `keys`, gives the keyboard to; also in words.
    Result<KeyboardFocus> clickAndLook(QString &words, const QString &keys = {}) const
    {
        const QPoint middle = QRect(QPoint(), size()).center();
        (void)QCoro::waitFor((*desktop)->display().perform(Click{.at = middle}, {}));
        if (!keys.isEmpty())
            press(keys);
        auto focus = look();
        words = inWords(focus);
        return focus;
    }
    /// Whether that is `expected` before long; else `last` is what was.
    bool tells(QString &last, const QString &expected, const QString &keys = {}) const
    {
        const auto isTold = [&] {
            (void)clickAndLook(last, keys);
            return last == expected;
        };
        return QTest::qWaitFor(isTold, 60'000);
    }
    /// To all processes of Firefox; how many.
    int signalFirefox(int signal) const
    {
        const QString id =
            QDir(m_place.config.runtimeDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
        const std::string mark = "PILOTHOUSE_DESKTOP=" + id.toStdString();
        int sent = 0;
        for (const ProcessEntry &process : listProcesses()) {
            if (commandLine(process.pid).contains("firefox-esr") &&
                environmentHas(readEnvironment(process.pid), mark))
                sent += kill(process.pid, signal) == 0;
        }
        return sent;
    }
};

} // namespace pilothouse
