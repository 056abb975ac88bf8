#pragma once

#include <QCoreApplication>
#include <QVariantMap>

namespace pilothouse {

/// What a conversation says of changed settings and grants, in the language of the window.
class ChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
public:
    /// "Changed: at most 400 steps." `changes`: the content of settings_changed.
    static QString ofSettings(const QVariantMap &changes);
    /// "left click: asked about again." `change`: the content of grant_changed.
    static QString ofGrant(const QVariantMap &change);

private:
    static QString asks(const QString &approval);
    static QString limit(const QString &name, double value);
};

} // namespace pilothouse
