// The window looks as the system does, at once.
#include "qml/ui/modules.h"
#include "window/private_bus.h"

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

} // namespace

class TestSystemLook : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_bus.start());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
        pilothouse::importModules(m_engine);
        QQmlComponent component(&m_engine);
        component.setData("import QtQuick\nimport Pilothouse\n"
                          "QtObject {\n"
                          "    property bool dark: Theme.dark\n"
                          "    property color ground: Theme.ground\n"
                          "    property real size: Theme.textSize\n"
                          "}\n",
                          {});
        m_theme.reset(component.create());
        QVERIFY2(m_theme, qPrintable(component.errorString()));
        QVERIFY(!m_theme->property("dark").toBool());
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

private:
    PrivateBus m_bus;
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_theme;
};

QTEST_MAIN(TestSystemLook)
#include "tst_system_look.moc"
