#include "support/typing_target.h"

#include "support/page_sink.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QPoint kInside(400, 300); // in every window opened here

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
}

class TargetBase : public TypingTarget
{
public:
    TargetBase(TestXServer &server, X11Display &display) : m_server(server), m_display(display) {}

protected:
    void perform(InputAction action) { QCoro::waitFor(m_display.perform(std::move(action), {})); }
    /// Clicks into the window and waits until nothing moves.
    void focus()
    {
        const InputAction click = Click{.at = kInside};
        QCoro::waitFor(m_display.performAndLook(click, {}, {}));
    }
    QString path(const QString &name) const { return m_server.folder() + u'/' + name; }

    TestXServer &m_server;
    X11Display &m_display;
};

class XtermTarget final : public TargetBase
{
public:
    using TargetBase::TargetBase;

    bool open(QString *error) override
    {
        m_server.launch(u"xterm"_s, {u"-u8"_s, u"-geometry"_s, u"150x50+0+0"_s, u"-e"_s, u"sh"_s,
                                     u"-c"_s, u"touch started; exec cat > arrived"_s});
        if (!waitUntil([&] { return QFile::exists(path(u"arrived"_s)); }, 60s)) {
            *error = u"xterm did not start"_s;
            return false;
        }
        focus();
        return true;
    }
    // A terminal passes on whole lines: end this one, and forget what came so far.
    void clear() override
    {
        perform(PressKeys{u"Return"_s});
        waitUntil([&] { return readFile(path(u"arrived"_s)).endsWith(u'\n'); }, 30s);
        m_seen = readFile(path(u"arrived"_s)).size();
    }
    QString text() override { return readFile(path(u"arrived"_s)).mid(m_seen); }

private:
    qsizetype m_seen = 0;
};

class MousepadTarget final : public TargetBase
{
public:
    using TargetBase::TargetBase;

    bool open(QString *error) override
    {
        writeFile(path(u"arrived.txt"_s), "x\n");
        m_server.launch(u"mousepad"_s, {u"--disable-server"_s, path(u"arrived.txt"_s)});
        const auto shown = [&] {
            return m_server.run(u"xwininfo"_s, {u"-root"_s, u"-tree"_s}).contains("arrived.txt");
        };
        if (!waitUntil(shown, 30s)) {
            *error = u"mousepad did not start"_s;
            return false;
        }
        QCoro::waitFor(m_display.performAndLook(DoNothing{}, {}, {}));
        perform(PressKeys{u"F11"_s}); // full screen: then any point is inside
        focus();
        return true;
    }
    void clear() override
    {
        perform(PressKeys{u"ctrl+a Delete"_s});
        waitUntil([&] { return text().isEmpty(); }, 30s);
    }
    QString text() override
    {
        perform(PressKeys{u"ctrl+s"_s});
        QCoro::waitFor(m_display.performAndLook(DoNothing{}, {}, {}));
        return readFile(path(u"arrived.txt"_s));
    }
};

class BrowserTarget final : public TargetBase
{
public:
    BrowserTarget(TestXServer &server, X11Display &display, bool firefox)
        : TargetBase(server, display), m_firefox(firefox),
          m_sink("<!doctype html><meta charset=utf-8><title>Typing</title>"
                 "<body style='margin:0'><textarea id=t autofocus spellcheck=false "
                 "style='width:100vw;height:98vh'></textarea><script>"
                 "const t = document.getElementById('t');"
                 "const tell = () => fetch('/text', {method: 'POST', body: t.value});"
                 "t.addEventListener('focus', tell); setInterval(tell, 100);"
                 "</script>")
    {
    }

    bool open(QString *error) override
    {
        if (!m_sink.listen()) {
            *error = u"no loopback port"_s;
            return false;
        }
        if (m_firefox)
            launchFirefox();
        else
            launchChromium();
        if (!waitUntil([&] { return m_sink.posts() > 0; }, 60s)) {
            *error = u"the browser did not open its page"_s;
            return false;
        }
        focus();
        return true;
    }
    void clear() override
    {
        perform(PressKeys{u"ctrl+a Delete"_s});
        waitUntil([&] { return text().isEmpty(); }, 30s);
    }
    QString text() override
    {
        const int before = m_sink.posts();
        waitUntil([&] { return m_sink.posts() > before + 1; }, 30s);
        return m_sink.posted();
    }

private:
    void launchFirefox()
    {
        QDir().mkpath(path(u"profile"_s));
        writeFile(path(u"profile/user.js"_s),
                  "user_pref('browser.aboutwelcome.enabled', false);"
                  "user_pref('browser.shell.checkDefaultBrowser', false);"
                  "user_pref('browser.startup.homepage_override.mstone', 'ignore');"
                  "user_pref('datareporting.policy.dataSubmissionEnabled', false);"
                  "user_pref('toolkit.telemetry.reportingpolicy.firstRun', false);"
                  "user_pref('termsofuse.acceptedVersion', 999);"
                  "user_pref('browser.preonboarding.enabled', false);"
                  "user_pref('app.update.enabled', false);\n");
        m_server.launch(u"firefox-esr"_s, {u"--no-remote"_s, u"--profile"_s, path(u"profile"_s),
                                           u"--kiosk"_s, m_sink.url()});
    }
    void launchChromium()
    {
        m_server.launch(u"chromium"_s,
                        {u"--no-sandbox"_s, u"--no-first-run"_s, u"--no-default-browser-check"_s,
                         u"--test-type"_s, u"--disable-gpu"_s, u"--password-store=basic"_s,
                         u"--kiosk"_s, u"--user-data-dir="_s + path(u"profile"_s), m_sink.url()});
    }

    bool m_firefox;
    PageSink m_sink;
};

} // namespace

std::unique_ptr<TypingTarget> makeTypingTarget(const QString &name, TestXServer &server,
                                               X11Display &display)
{
    if (name == "xterm"_L1)
        return std::make_unique<XtermTarget>(server, display);
    if (name == "mousepad"_L1)
        return std::make_unique<MousepadTarget>(server, display);
    return std::make_unique<BrowserTarget>(server, display, name == "firefox"_L1);
}

QList<TypingText> typingTexts()
{
    QString ascii;
    for (char16_t character = 0x20; character < 0x7f; ++character)
        ascii += character;
    ascii += u" The quick brown fox jumps over the lazy dog."_s;
    // Letters of many scripts, an emoji with a skin tone, combining accents, a ligature, a joiner.
    // clang-format off
    const QString mixed = u"é ß ü ñ À É Î 漢字 한국어 Привет, мир Ελληνικά עברית 👍🏽 😀 e\u0301a\u0308 "
                          "“quotes” – — … ﬁ 👩\u200d💻 ıİşŞğĞ ąćęłńóśźż €uro ½\nsecond line"_s;
    // clang-format on
    QString han;
    for (int i = 0; i < 400; ++i)
        han += QChar(char16_t(0x4e00 + i * 7));
    QString thousand;
    while (thousand.size() < 1000)
        thousand += u"Typed text, line after line: (a+b)*c = {42}; \"Quote\" ~/x_y.z\n"_s;
    thousand.truncate(999);
    return {{u"ASCII"_s, ascii},
            {u"mixed"_s, mixed},
            {u"400 Han"_s, han},
            {u"alternating"_s, u"漢é字ß😀ñ"_s.repeated(12)},
            {u"1000 ASCII"_s, thousand + u'.'}};
}

int rightCharacters(const QString &expected, const QString &actual)
{
    const QList<uint> a = expected.toUcs4();
    const QList<uint> b = actual.toUcs4();
    QList<int> row(b.size() + 1, 0);
    for (const uint character : a) {
        int diagonal = 0;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int here = b[j - 1] == character ? diagonal + 1 : std::max(row[j], row[j - 1]);
            diagonal = std::exchange(row[j], here);
        }
    }
    return row.last();
}

bool waitUntil(const std::function<bool()> &done, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    while (!done()) {
        if (deadline.hasExpired())
            return false;
        QEventLoop loop;
        QTimer::singleShot(10ms, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return true;
}

} // namespace pilothouse
