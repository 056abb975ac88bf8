#pragma once

#include <QDBusArgument>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// What goes over the accessibility bus, as QtDBus sends and reads it.
namespace pilothouse {

/// One thing on the accessibility bus: of which program, and its name there.
struct Accessible
{
    QString program; ///< unique bus name, ":1.5"
    QString path;    ///< D-Bus object path

    bool operator==(const Accessible &) const = default;
};

/// As (so) on the bus.
QDBusArgument &operator<<(QDBusArgument &argument, const Accessible &accessible);
const QDBusArgument &operator>>(const QDBusArgument &argument, Accessible &accessible);

/// How AtspiMatchRule goes over the bus: (aiia{ss}iaiiasib). All of what is given must match.
struct MatchRule
{
    QList<int> states = {};
    QMap<QString, QString> attributes = {};
    QList<int> roles = {};
    QStringList interfaces = {};
};

QDBusArgument &operator<<(QDBusArgument &argument, const MatchRule &rule);
const QDBusArgument &operator>>(const QDBusArgument &argument, MatchRule &rule);

/// Once, before anything is sent.
void registerAccessibilityTypes();

} // namespace pilothouse
