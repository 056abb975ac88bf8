// The window looks as the system does, at once.
#include "qml/ui/modules.h"
#include "qml/ui/parts/system_look.h"
#include "window/private_bus.h"
#include "window_look/portal_host.h"

#include <QColor>
#include <QFont>
#include <QGuiApplication>
#include <QPalette>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; // milliseconds for any one thing to happen
const auto kAppearance = u"org.freedesktop.appearance"_s;
const auto kGnome = u"org.gnome.desktop.interface"_s;

} // namespace

class TestSystemLook : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_bus.start());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
        QVERIFY(m_portal.start(m_bus.address()));
        pilothouse::importModules(m_engine);
        QQmlComponent component(&m_engine);
        component.setData("import QtQuick\nimport Pilothouse\n"
                          "QtObject {\n"
                          "    property bool dark: Theme.dark\n"
                          "    property color ground: Theme.ground\n"
                          "    property real size: Theme.textSize\n"
                          "    property int quick: Theme.quick\n"
                          "}\n",
                          {});
        m_theme.reset(component.create());
        QVERIFY2(m_theme, qPrintable(component.errorString()));
        QVERIFY(!m_theme->property("dark").toBool());
        QTRY_COMPARE_WITH_TIMEOUT(m_portal.asked(), 3, kPatience); // with no answer yet
    }

    void followsThePalette()
    {
        const QPalette light = QGuiApplication::palette();
        QPalette dark = light;
        dark.setColor(QPalette::Window, QColor(30, 30, 30));
        QGuiApplication::setPalette(dark);
        QTRY_VERIFY_WITH_TIMEOUT(m_theme->property("dark").toBool(), kPatience);
        QCOMPARE(m_theme->property("ground").value<QColor>(), QColor("#0e1519"_L1));
        QGuiApplication::setPalette(light);
        QTRY_VERIFY_WITH_TIMEOUT(!m_theme->property("dark").toBool(), kPatience);
    }
    void followsTheSizeOfTheSystemsTexts()
    {
        const QFont before = QGuiApplication::font();
        const double size = m_theme->property("size").toDouble();
        QFont large = before;
        large.setPointSizeF(20);
        QGuiApplication::setFont(large);
        QTRY_COMPARE_WITH_TIMEOUT(m_theme->property("size").toDouble(), 27.0, kPatience);
        QGuiApplication::setFont(before);
        QTRY_COMPARE_WITH_TIMEOUT(m_theme->property("size").toDouble(), size, kPatience);
    }

    void followsWhatTheDesktopSays()
    {
        m_portal.set(kAppearance, u"color-scheme"_s, 1U);
        QTRY_VERIFY_WITH_TIMEOUT(m_theme->property("dark").toBool(), kPatience);
        m_portal.set(kAppearance, u"color-scheme"_s, 2U);
        QTRY_VERIFY_WITH_TIMEOUT(!m_theme->property("dark").toBool(), kPatience);
        const double size = m_theme->property("size").toDouble();
        m_portal.set(kGnome, u"text-scaling-factor"_s, 1.5);
        QTRY_COMPARE_WITH_TIMEOUT(m_theme->property("size").toDouble(), double(qRound(size * 1.5)),
                                  kPatience);
        QVERIFY(m_theme->property("quick").toInt() > 0);
        m_portal.set(kGnome, u"enable-animations"_s, false);
        QTRY_COMPARE_WITH_TIMEOUT(m_theme->property("quick").toInt(), 0, kPatience);
    }
    void asksTheDesktopAtTheStart()
    {
        m_portal.set(kAppearance, u"color-scheme"_s, 1U);
        const pilothouse::SystemLook look;
        QTRY_VERIFY_WITH_TIMEOUT(look.dark(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(look.textScale(), 1.5, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(look.reducedMotion(), kPatience);
    }

private:
    PrivateBus m_bus;
    PortalHost m_portal;
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_theme;
};

QTEST_MAIN(TestSystemLook)
#include "tst_system_look.moc"
