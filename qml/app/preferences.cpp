#include "qml/app/preferences.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kDefaults = u"defaults"_s;

} // namespace

Preferences::Preferences(QObject *parent) : QObject(parent)
{
    m_kept.beginGroup(u"preferences"_s);
}

QString Preferences::text(const QString &name) const
{
    return m_kept.value(name).toString();
}

bool Preferences::isOn(const QString &name, bool otherwise) const
{
    return m_kept.value(name, otherwise).toBool();
}

void Preferences::keep(const QString &name, const QVariant &value)
{
    if (m_kept.value(name) == value)
        return;
    m_kept.setValue(name, value);
    emit changed();
}

QVariantMap Preferences::defaults() const
{
    return QJsonDocument::fromJson(m_kept.value(kDefaults).toByteArray()).object().toVariantMap();
}

void Preferences::setDefaults(const QVariantMap &wishes)
{
    keep(kDefaults,
         QJsonDocument(QJsonObject::fromVariantMap(wishes)).toJson(QJsonDocument::Compact));
}

} // namespace pilothouse
