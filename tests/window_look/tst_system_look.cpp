// The window looks as the system does, at once.
#include "qml/ui/modules.h"
#include "window/private_bus.h"
#include "window_look/settings_portal.h"

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
const auto kColorScheme = u"color-scheme"_s;
const auto kReducedMotion = u"reduced-motion"_s;
const auto kGnome = u"org.gnome.desktop.interface"_s;
const auto kTextScale = u"text-scaling-factor"_s;
const auto kAnimations = u"enable-animations"_s;
constexpr uint kDark = 1;
constexpr uint kLight = 2;

/// What a window of its own program knows.
class Look
{
public:
    Look()
    {
        pilothouse::importModules(m_engine);
        QQmlComponent component(&m_engine);
        component.setData("import QtQuick\nimport Pilothouse\n"
                          "QtObject {\n"
                          "    property bool dark: Theme.dark\n"
                          "    property bool still: Theme.reducedMotion\n"
                          "    property color ground: Theme.ground\n"
                          "    property real size: Theme.textSize\n"
                          "}\n",
                          {});
        m_theme.reset(component.create());
        if (!m_theme)
            qFatal("%s", qPrintable(component.errorString()));
    }
    bool isDark() const { return m_theme->property("dark").toBool(); }
    bool isStill() const { return m_theme->property("still").toBool(); }
    QColor ground() const { return m_theme->property("ground").value<QColor>(); }
    double size() const { return m_theme->property("size").toDouble(); }

private:
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_theme;
};

} // namespace

class TestSystemLook : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_bus.start());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
    }

    void followsThePalette()
    {
        const Look look;
        QVERIFY(!look.isDark());
        const QPalette light = QGuiApplication::palette();
        QPalette dark = light;
        dark.setColor(QPalette::Window, QColor(30, 30, 30));
        QGuiApplication::setPalette(dark);
        QTRY_VERIFY_WITH_TIMEOUT(look.isDark(), kPatience);
        QCOMPARE(look.ground(), QColor("#0e1519"_L1));
        QGuiApplication::setPalette(light);
        QTRY_VERIFY_WITH_TIMEOUT(!look.isDark(), kPatience);
    }
    void followsTheSizeOfTheSystemsTexts()
    {
        const Look look;
        const QFont before = QGuiApplication::font();
        const double size = look.size();
        QFont large = before;
        large.setPointSizeF(20);
        QGuiApplication::setFont(large);
        QTRY_COMPARE_WITH_TIMEOUT(look.size(), 27.0, kPatience);
        QGuiApplication::setFont(before);
        QTRY_COMPARE_WITH_TIMEOUT(look.size(), size, kPatience);
    }
    void isAtTheStartAsThePortalHasIt()
    {
        const double size = Look().size();
        SettingsPortal portal;
        QVERIFY(portal.start(m_bus.address()));
        portal.have(kAppearance, kColorScheme, kDark);
        portal.have(kAppearance, kReducedMotion, 1U);
        portal.have(kGnome, kTextScale, 2.0);
        const Look look;
        QTRY_VERIFY_WITH_TIMEOUT(look.isDark() && look.isStill(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(look.size(), 2 * size, kPatience);
    }
    void followsThePortalWhileItRuns()
    {
        SettingsPortal portal;
        QVERIFY(portal.start(m_bus.address()));
        portal.have(kGnome, kAnimations, true);
        const Look look;
        const double size = look.size();
        portal.change(kAppearance, kColorScheme, kDark); // as early as can be
        QTRY_VERIFY_WITH_TIMEOUT(look.isDark(), kPatience);
        portal.change(kAppearance, kColorScheme, kLight);
        QTRY_VERIFY_WITH_TIMEOUT(!look.isDark(), kPatience);
        portal.change(kGnome, kTextScale, 2.0);
        QTRY_COMPARE_WITH_TIMEOUT(look.size(), 2 * size, kPatience);
        portal.change(kGnome, kAnimations, false);
        QTRY_VERIFY_WITH_TIMEOUT(look.isStill(), kPatience);
        portal.change(kGnome, kAnimations, true);
        QTRY_VERIFY_WITH_TIMEOUT(!look.isStill(), kPatience);
        portal.change(kAppearance, kReducedMotion, 1U);
        QTRY_VERIFY_WITH_TIMEOUT(look.isStill(), kPatience);
    }
    void takesNoOldAnswerForWhatChangedSince()
    {
        SettingsPortal portal;
        QVERIFY(portal.start(m_bus.address()));
        portal.have(kAppearance, kColorScheme, kLight);
        portal.hold();
        const Look look;
        const double size = look.size();
        QTRY_COMPARE_WITH_TIMEOUT(portal.held(), 1, kPatience);
        portal.change(kAppearance, kColorScheme, kDark);
        QTRY_VERIFY_WITH_TIMEOUT(look.isDark(), kPatience);
        portal.answerAll();
        portal.change(kGnome, kTextScale, 2.0); // comes after the answer
        QTRY_COMPARE_WITH_TIMEOUT(look.size(), 2 * size, kPatience);
        QVERIFY(look.isDark());
    }
    void followsAPortalThatStartsLater()
    {
        const Look look;
        SettingsPortal portal;
        portal.have(kAppearance, kColorScheme, kDark);
        QVERIFY(portal.start(m_bus.address()));
        QTRY_VERIFY_WITH_TIMEOUT(look.isDark(), kPatience);
        portal.change(kAppearance, kColorScheme, kLight);
        QTRY_VERIFY_WITH_TIMEOUT(!look.isDark(), kPatience);
    }

private:
    PrivateBus m_bus;
};

QTEST_MAIN(TestSystemLook)
#include "tst_system_look.moc"
