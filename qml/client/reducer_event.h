#pragma once

#include "qml/client/reducer.h"

#include <QDateTime>

namespace pilothouse {

/// An event as the reducer's takers see it.
struct Reducer::Event
{
    QString type;
    QVariantMap content;
    qint64 seq; ///< 0: not stored
    QString at; ///< ISO 8601

    QVariant value(const QString &name) const { return content.value(name); }
    QString text(const QString &name) const { return content.value(name).toString(); }
    QString key() const { return u'e' + QString::number(seq); }
    qint64 time() const { return QDateTime::fromString(at, Qt::ISODateWithMs).toMSecsSinceEpoch(); }
};

/// What a key says where there is nothing.
inline QVariant nothing()
{
    return QVariant::fromValue(nullptr);
}

inline QVariant orNothing(const QVariant &value)
{
    return value.isValid() ? value : nothing();
}

} // namespace pilothouse
