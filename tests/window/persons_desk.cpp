#include "window/persons_desk.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDirIterator>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

bool PersonsDesk::start(QString *error, const QString &geometry)
{
    if (!m_bus.start()) {
        *error = u"dbus-daemon does not start"_s;
        return false;
    }
    m_screen = TestXServer::start(error, geometry);
    if (!m_screen)
        return false;
    auto display = X11Display::connect(m_screen->socketPath(), m_screen->cookie(), systemClock());
    if (!display) {
        *error = display.error().message;
        return false;
    }
    m_hands = *std::move(display);
    if (!m_screen->startWindowManager() || !startAccessibility()) {
        *error = u"no window manager, or no accessibility bus"_s;
        return false;
    }
    return true;
}

bool PersonsDesk::startAccessibility()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
    m_screen->launch(u"/usr/libexec/at-spi-bus-launcher"_s, {u"--launch-immediately"_s});
    const auto bus = QDBusConnection::connectToBus(m_bus.address(), m_bus.address());
    const QString service = u"org.a11y.Bus"_s;
    return QTest::qWaitFor(
        [&] {
            m_accessibilityBus =
                bus.call(QDBusMessage::createMethodCall(service, u"/org/a11y/bus"_s, service,
                                                        u"GetAddress"_s))
                    .arguments()
                    .value(0)
                    .toString();
            return m_accessibilityBus.startsWith(u"unix:");
        },
        kPatience);
}

OpenWindow PersonsDesk::open(const QStringList &arguments)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
    qputenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
    qputenv("QT_QUICK_BACKEND", "software");
    return {*this, m_screen->launch(QStringLiteral(PILOTHOUSE_WINDOW), arguments)};
}

void PersonsDesk::type(const QString &text)
{
    QCoro::waitFor(m_hands->perform(TypeText{text}, {}));
}

void PersonsDesk::press(const QString &keys, int repeat)
{
    QCoro::waitFor(m_hands->perform(PressKeys{.keys = keys, .repeat = repeat}, {}));
}

void PersonsDesk::hand(const QStringList &xdotool)
{
    m_screen->run(u"xdotool"_s, xdotool);
}

bool PersonsDesk::isWritten(const QByteArray &words) const
{
    QDirIterator files(home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words))
            return true;
    }
    return false;
}

QImage PersonsDesk::look()
{
    return QCoro::waitFor(m_hands->capture(false, {})).value_or(QImage());
}

void PersonsDesk::shot(const QString &name)
{
    const QString folder = qEnvironmentVariable("PILOTHOUSE_SHOTS");
    if (!folder.isEmpty())
        look().save(folder + u'/' + name + u".png"_s);
}

// ---- a window

bool OpenWindow::shows(const QString &words) const
{
    const auto things = accessibleTree(m_desk->accessibilityBus(), m_process->processId());
    return std::any_of(things.begin(), things.end(),
                       [&words](const Accessible &each) { return each.name.contains(words); });
}

bool OpenWindow::comesToShow(const QString &words) const
{
    return QTest::qWaitFor([&] { return shows(words); }, kPatience);
}

int OpenWindow::timesShown(const QString &name) const
{
    const auto things = accessibleTree(m_desk->accessibilityBus(), m_process->processId());
    return static_cast<int>(
        std::count_if(things.begin(), things.end(),
                      [&name](const Accessible &each) { return each.name == name; }));
}

QString OpenWindow::said() const
{
    QStringList lines;
    for (const auto &each : accessibleTree(m_desk->accessibilityBus(), m_process->processId()))
        if (!each.name.isEmpty() && !lines.contains(each.name))
            lines.append(each.name);
    return lines.join(u'\n');
}

std::optional<Accessible> OpenWindow::thing(const QString &name) const
{
    for (const auto &each : accessibleTree(m_desk->accessibilityBus(), m_process->processId()))
        if ((each.name.isEmpty() ? each.more : each.name) == name && each.isEnabled &&
            !each.place.isEmpty())
            return each;
    return std::nullopt;
}

std::optional<Accessible> OpenWindow::thingThatStartsWith(const QString &name) const
{
    for (const auto &each : accessibleTree(m_desk->accessibilityBus(), m_process->processId()))
        if (each.name.startsWith(name) && !each.place.isEmpty())
            return each;
    return std::nullopt;
}

QString OpenWindow::textIn(const QString &name) const
{
    const auto found = thing(name);
    return found ? accessibleText(m_desk->accessibilityBus(), *found) : QString();
}

bool OpenWindow::click(const QString &name)
{
    return clickAt(name, {0.5, 0.5});
}

bool OpenWindow::clickAt(const QString &name, QPointF place)
{
    std::optional<Accessible> found;
    if (!QTest::qWaitFor([&] { return (found = thing(name)).has_value(); }, kPatience)) {
        qWarning("There is no %s among:\n%s", qPrintable(name), qPrintable(said()));
        return false;
    }
    toFront();
    const QRect now = thing(name).value_or(*found).place;
    const QPoint at =
        now.topLeft() + QPointF(now.width() * place.x(), now.height() * place.y()).toPoint();
    m_desk->hand({u"mousemove"_s, u"--sync"_s, QString::number(at.x()), QString::number(at.y()),
                  u"click"_s, u"1"_s});
    return true;
}

QString OpenWindow::xWindow() const
{
    return QString::fromUtf8(
               m_desk->screen().run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--pid"_s,
                                                   QString::number(m_process->processId())}))
        .section(u'\n', 0, 0);
}

QString OpenWindow::title() const
{
    const QString window = xWindow();
    return window.isEmpty()
               ? QString()
               : QString::fromUtf8(m_desk->screen().run(u"xdotool"_s, {u"getwindowname"_s, window}))
                     .trimmed();
}

bool OpenWindow::isInFront() const
{
    return QString::fromUtf8(m_desk->screen().run(u"xdotool"_s, {u"getactivewindow"_s}))
               .trimmed() == xWindow();
}

void OpenWindow::toFront()
{
    if (!isInFront())
        m_desk->hand({u"windowactivate"_s, u"--sync"_s, xWindow()});
}

bool OpenWindow::quit()
{
    toFront();
    m_desk->press(u"ctrl+q"_s);
    return QTest::qWaitFor([this] { return !isRunning(); }, kPatience);
}

QByteArray OpenWindow::complaints()
{
    m_log += m_process->readAll();
    QByteArray found;
    for (const QByteArray &line : m_log.split('\n'))
        if (line.contains("qrc:") || line.contains("QQml") || line.contains("Cyclic") ||
            line.contains("No Icon"))
            found += line + '\n';
    return found;
}
