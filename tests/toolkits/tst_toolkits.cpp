#include "programs/program_desk.h"

#include <QDir>
#include <QRegularExpression>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPort = 8124;      // in the desktop's own network
constexpr int kLong = 120'000;   // ms: browsers start slowly beside other tests
constexpr int kArrives = 10'000; // ms
const auto kTyped = u"äß€漢é"_s;

/// A program of that toolkit that tells what it gets; the upper half of it is for the mouse, the
/// lower one for the keyboard. See probes/.
struct Toolkit
{
    QString needs; ///< a shell line that fails where it is not installed
    QString start; ///< a shell line
};

const QMap<QString, Toolkit> &toolkits()
{
    const auto python = [](const QString &module, const QString &probe) {
        return Toolkit{u"/usr/bin/python3 -c '%1'"_s.arg(module),
                       u"/usr/bin/python3 %1"_s.arg(probe)};
    };
    const QString gtk = u"import gi; gi.require_version(\"Gtk\", \"%1\")"_s;
    const QString address = u"http://localhost:%1/"_s.arg(kPort);
    static const QMap<QString, Toolkit> all{
        {u"Tk"_s, python(u"import tkinter"_s, u"tk_probe.py"_s)},
        {u"Qt 6"_s, python(u"import PyQt6.QtWidgets"_s, u"qt_probe.py"_s)},
        {u"GTK 3"_s, python(gtk.arg(u"3.0"_s), u"gtk3_probe.py"_s)},
        {u"GTK 4"_s, python(gtk.arg(u"4.0"_s), u"gtk4_probe.py"_s)},
        {u"Swing"_s, {u"command -v javac"_s, u"java Probe.java"_s}},
        {u"xterm"_s,
         {u"command -v xterm"_s, u"xterm -maximized -e python3 xterm_probe.py mouse"_s}},
        {u"xterm, selecting"_s,
         {u"command -v xterm"_s, u"xterm -maximized -e python3 xterm_probe.py"_s}},
        {u"Firefox"_s, {u"command -v firefox-esr"_s, u"firefox-esr "_s + address}},
        {u"Chromium"_s, {u"command -v chromium"_s, u"chromium "_s + address}},
    };
    return all;
}

/// What is done, and the line that must come of it (a regular expression).
struct Gesture
{
    const char *name;
    QString action;
    QJsonObject input;
    QString told;
};

const QJsonArray kBelow{300, 560};

/// Each gesture has a place of its own: clicks at one place may count as several.
QJsonObject at(int place)
{
    return {{u"coordinate"_s, QJsonArray{200 + 40 * place, 200}}};
}

QList<Gesture> mouse()
{
    const auto down = [](int place, int clicks) {
        QJsonObject input = at(place);
        input[u"scroll_direction"_s] = u"down"_s;
        input[u"scroll_amount"_s] = clicks;
        return input;
    };
    QJsonObject withAlt = at(3);
    withAlt[u"text"_s] = u"alt"_s;
    return {
        {"left click", u"left_click"_s, at(0), u"left 1"_s},
        {"right click", u"right_click"_s, at(1), u"right 1"_s},
        {"middle click", u"middle_click"_s, at(2), u"middle 1"_s},
        {"Alt+click", u"left_click"_s, withAlt, u"alt\\+left 1"_s},
        {"scroll by one", u"scroll"_s, down(4, 1), u"scroll down 1"_s},
        {"scroll by three", u"scroll"_s, down(4, 3), u"scroll down 4"_s},
    };
}

/// In a terminal, see selecting().
QList<Gesture> severalClicks()
{
    QJsonObject drag = at(8);
    drag[u"start_coordinate"_s] = QJsonArray{400, 160};
    return {
        {"double click", u"double_click"_s, at(5), u"left 2"_s},
        {"triple click", u"triple_click"_s, at(6), u"left 3"_s},
        {"drag", u"left_click_drag"_s, drag, u"drag 120,40"_s},
    };
}

QList<Gesture> keyboard()
{
    return {
        {"typing", u"type"_s, {{u"text"_s, kTyped}}, u"text .*"_s + kTyped},
        {"Ctrl+A", u"key"_s, {{u"text"_s, u"ctrl+a"_s}}, u"key ctrl\\+a"_s},
        {"Ctrl+Shift+X", u"key"_s, {{u"text"_s, u"ctrl+shift+x"_s}}, u"key ctrl\\+shift\\+x"_s},
        {"Alt+X", u"key"_s, {{u"text"_s, u"alt+x"_s}}, u"key alt\\+x"_s},
        {"F8", u"key"_s, {{u"text"_s, u"F8"_s}}, u"key F8"_s},
    };
}

/// A terminal gets letters and control characters.
QList<Gesture> terminalKeyboard()
{
    return {
        {"typing", u"type"_s, {{u"text"_s, kTyped}}, u"text .*"_s + kTyped},
        {"Ctrl+A", u"key"_s, {{u"text"_s, u"ctrl+a"_s}}, u"byte 1"_s},
        {"Ctrl+Shift+X", u"key"_s, {{u"text"_s, u"ctrl+shift+x"_s}}, u"byte 24"_s},
        {"Alt+X", u"key"_s, {{u"text"_s, u"alt+x"_s}}, u"(byte 27|text .*ø)"_s},
        {"F8", u"key"_s, {{u"text"_s, u"F8"_s}}, u"text .*\\[19~"_s},
    };
}

/// It tells by what a middle click pastes then.
QList<Gesture> selecting()
{
    const QJsonArray word{12, 200};
    return {
        {"double click", u"double_click"_s, {{u"coordinate"_s, word}}, u"pasted alpha"_s},
        {"triple click",
         u"triple_click"_s,
         {{u"coordinate"_s, word}},
         u"pasted alpha beta gamma"_s},
        {"drag",
         u"left_click_drag"_s,
         {{u"start_coordinate"_s, word}, {u"coordinate"_s, QJsonArray{90, 200}}},
         u"pasted a?l?pha be.*"_s},
    };
}

QList<Gesture> gesturesOf(const QString &toolkit)
{
    if (toolkit == "xterm, selecting"_L1)
        return selecting();
    if (toolkit == "xterm"_L1)
        return mouse() + terminalKeyboard();
    return mouse() + severalClicks() + keyboard();
}

} // namespace

/// What the model's tool does on the screen, as each toolkit takes it: read from programs that tell
/// what they got. docs/toolkits.md has the table.
class TestToolkits : public QObject
{
    Q_OBJECT
private slots:
    void takesWhatOurHandsDo_data()
    {
        QTest::addColumn<QString>("toolkit");
        QTest::addColumn<Gesture>("gesture");
        const QStringList names = toolkits().keys();
        for (const QString &toolkit : names) {
            const QList<Gesture> gestures = gesturesOf(toolkit);
            for (const Gesture &gesture : gestures)
                QTest::addRow("%s: %s", qPrintable(toolkit), gesture.name) << toolkit << gesture;
        }
    }
    void takesWhatOurHandsDo()
    {
        QFETCH(QString, toolkit);
        QFETCH(Gesture, gesture);
        if (!openWith(toolkit))
            return;
        const bool isKeyboard = gesture.action == "key"_L1 || gesture.action == "type"_L1;
        if (isKeyboard)
            QVERIFY(m_desk->does(u"left_click"_s, {{u"coordinate"_s, kBelow}}));
        const qsizetype before = told().size();

        QVERIFY(m_desk->does(gesture.action, gesture.input));

        if (toolkit == "xterm, selecting"_L1)
            QVERIFY(m_desk->does(u"middle_click"_s, {{u"coordinate"_s, kBelow}}));
        const QRegularExpression line(QRegularExpression::anchoredPattern(gesture.told));
        const auto isTold = [&] { return told().mid(before).indexOf(line) >= 0; };
        if (!QTest::qWaitFor(isTold, kArrives))
            QFAIL(qPrintable(u"It told instead: "_s + told().mid(before).join(u" | "_s)));
    }

    void cleanupTestCase() { m_desk.reset(); }

private:
    QStringList told()
    {
        return m_desk->output(u"cat ~/events"_s).split(u'\n', Qt::SkipEmptyParts);
    }

    /// Whether its program is there; else the row is skipped, or has failed.
    bool openWith(const QString &name)
    {
        if (m_name == name)
            return isReady();
        const Toolkit toolkit = toolkits().value(name);
        m_name = name;
        m_isReady = false;
        m_desk = std::make_unique<ProgramDesk>();
        start(toolkit);
        return m_isReady;
    }

    /// One program is started once: where it did not come, its other rows are skipped.
    bool isReady()
    {
        [&] {
            if (!m_isReady)
                QSKIP("Its program is not there.");
        }();
        return m_isReady;
    }

    void start(const Toolkit &toolkit)
    {
        QVERIFY(m_desk->isOpen());
        if (m_desk->run(toolkit.needs).code != 0)
            QSKIP("It is not installed.");
        const QDir probes(QStringLiteral(TOOLKIT_PROBES));
        const QStringList files = probes.entryList(QDir::Files);
        for (const QString &name : files) {
            QFile file(probes.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly) && m_desk->write(name, file.readAll()));
        }
        m_desk->launch(u"python3 page_probe.py %1"_s.arg(kPort));
        m_desk->launch(toolkit.start);
        QTRY_VERIFY_WITH_TIMEOUT(told().contains(u"ready"_s), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->isStill(), kLong);
        m_isReady = true;
    }

    std::unique_ptr<ProgramDesk> m_desk;
    QString m_name;
    bool m_isReady = false;
};

QTEST_GUILESS_MAIN(TestToolkits)
#include "tst_toolkits.moc"
