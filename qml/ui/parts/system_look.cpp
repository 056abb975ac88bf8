#include "qml/ui/parts/system_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QSettings>
#include <QStyleHints>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kService = u"org.freedesktop.portal.Desktop"_s;
const auto kPath = u"/org/freedesktop/portal/desktop"_s;
const auto kInterface = u"org.freedesktop.portal.Settings"_s;
const auto kAppearance = u"org.freedesktop.appearance"_s;
const auto kGnome = u"org.gnome.desktop.interface"_s;
const auto kColorScheme = u"color-scheme"_s;
const auto kTextScale = u"text-scaling-factor"_s;
const auto kAnimations = u"enable-animations"_s;
const auto kReducedMotion = u"reduced-motion"_s;
const auto kKept = u"look"_s;
constexpr int kMiddle = 128; // of lightness: what is above is light
constexpr uint kPrefersDark = 1;
constexpr uint kPrefersLight = 2;
constexpr uint kReduced = 1;

} // namespace

SystemLook::SystemLook(QObject *parent)
    : QObject(parent), m_chosen(QSettings().value(kKept).toString())
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) {
        bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                    SLOT(hear(QString, QString, QDBusVariant)));
        auto *starts =
            new QDBusServiceWatcher(kService, bus, QDBusServiceWatcher::WatchForRegistration, this);
        connect(starts, &QDBusServiceWatcher::serviceRegistered, this, &SystemLook::askAll);
        askAll();
    }
    qGuiApp->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &SystemLook::changed);
#endif
}

void SystemLook::askAll()
{
    ask(kAppearance, kColorScheme);
    ask(kAppearance, kReducedMotion);
    ask(kGnome, kTextScale);
    ask(kGnome, kAnimations);
}

void SystemLook::ask(const QString &group, const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    call << group << key;
    m_heard.remove(key);
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid() && !m_heard.contains(key))
            take(group, key, reply.value());
    });
}

void SystemLook::hear(const QString &group, const QString &key, const QDBusVariant &value)
{
    m_heard.insert(key);
    take(group, key, value);
}

void SystemLook::take(const QString &group, const QString &key, const QDBusVariant &value)
{
    QVariant plain = value.variant();
    while (plain.canConvert<QDBusVariant>()) // Read wraps twice
        plain = plain.value<QDBusVariant>().variant();
    if (group == kAppearance && key == kColorScheme) {
        const uint scheme = plain.toUInt();
        m_scheme = scheme == kPrefersDark    ? Scheme::Dark
                   : scheme == kPrefersLight ? Scheme::Light
                                             : Scheme::Unknown;
    } else if (group == kAppearance && key == kReducedMotion) {
        m_reducesMotion = plain.toUInt() == kReduced;
    } else if (group == kGnome && key == kTextScale) {
        m_textScale = plain.toReal() > 0 ? plain.toReal() : 1;
    } else if (group == kGnome && key == kAnimations) {
        m_animates = plain.toBool();
    } else {
        return;
    }
    emit changed();
}

bool SystemLook::dark() const
{
    if (!m_chosen.isEmpty())
        return m_chosen == "dark"_L1;
    if (m_scheme != Scheme::Unknown)
        return m_scheme == Scheme::Dark;
    return QGuiApplication::palette().color(QPalette::Window).lightness() < kMiddle;
}

void SystemLook::setChosen(const QString &look)
{
    if (look == m_chosen)
        return;
    m_chosen = look;
    QSettings().setValue(kKept, look);
    emit changed();
}

QString SystemLook::sans() const
{
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

QString SystemLook::mono() const
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

qreal SystemLook::pointSize() const
{
    return QGuiApplication::font().pointSizeF();
}

bool SystemLook::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qGuiApp && (event->type() == QEvent::ApplicationPaletteChange ||
                               event->type() == QEvent::ApplicationFontChange))
        emit changed();
    return QObject::eventFilter(watched, event);
}

} // namespace pilothouse
