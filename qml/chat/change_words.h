#pragma once

#include <QCoreApplication>
#include <QVariantMap>

namespace pilothouse {

/// What a conversation says of changed settings and grants, in the language of the window. The same
/// as the page's (session/settings.js).
class ChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
public:
    /// "Changed by ann: at most 400 steps." `change`: the content of settings_changed.
    static QString ofSettings(const QVariantMap &change);
    /// "Shell commands: asked about again." `change`: the content of grant_changed.
    static QString ofGrant(const QVariantMap &change);

private:
    static QString asks(const QString &approval);
    static QString limit(const QString &name, double value);
    static QString changesIn(const QVariantMap &change);
};

/// "Claude Opus 5.5" of "claude-opus-5-5", as the server's list of models has it.
QString modelName(const QString &id);

} // namespace pilothouse
