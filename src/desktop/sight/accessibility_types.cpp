#include "desktop/sight/accessibility_types.h"

#include <QDBusMetaType>
#include <QDBusObjectPath>

namespace pilothouse {

QDBusArgument &operator<<(QDBusArgument &argument, const Accessible &accessible)
{
    // QtDBus also asks with nothing, for the signature.
    const QDBusObjectPath path =
        accessible.path.isEmpty() ? QDBusObjectPath() : QDBusObjectPath(accessible.path);
    argument.beginStructure();
    argument << accessible.program << path;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Accessible &accessible)
{
    QDBusObjectPath path;
    argument.beginStructure();
    argument >> accessible.program >> path;
    argument.endStructure();
    accessible.path = path.path();
    return argument;
}

QDBusArgument &operator<<(QDBusArgument &argument, const MatchRule &rule)
{
    constexpr int kAll = 1;
    argument.beginStructure();
    argument << rule.states << kAll << rule.attributes << kAll << rule.roles << kAll
             << rule.interfaces << kAll << false;
    argument.endStructure();
    return argument;
}

/// QtDBus wants both ways; nobody sends us one.
const QDBusArgument &operator>>(const QDBusArgument &argument, MatchRule &)
{
    return argument;
}

void registerAccessibilityTypes()
{
    qDBusRegisterMetaType<MatchRule>();
    qDBusRegisterMetaType<Accessible>();
    qDBusRegisterMetaType<QList<Accessible>>();
    qDBusRegisterMetaType<QList<int>>();
    qDBusRegisterMetaType<QList<uint>>();
    qDBusRegisterMetaType<QMap<QString, QString>>();
}

} // namespace pilothouse
