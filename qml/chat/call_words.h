#pragma once

#include <QCoreApplication>
#include <QStringList>
#include <QVariantMap>

namespace pilothouse {

/// What the model asks for, as a person would say it, in the language of the window. The same
/// words as the page's (session/calls.js). A call is {tool, action, input, summary, textLength,
/// keyCount, secrets}, as items of a session have it; anything in it may be odd.
class CallWords
{
    Q_DECLARE_TR_FUNCTIONS(CallWords)
public:
    QString title;  ///< "Click at 640, 400"
    QString object; ///< text of the model's, shown as code; null: none
    QString icon;   ///< a name of Icon's

    static CallWords of(const QVariantMap &call);

    /// What a question asks about: all of it. `known`: the call of its item, perhaps empty.
    static QVariantMap callOfQuestion(const QVariantMap &question, const QVariantMap &known);

    /// What an answer for the rest of the session is about: "shell commands".
    static QString kindOf(const QVariantMap &call);

    /// The field that holds the text a person would check and correct; empty: none.
    static QString mainField(const QVariantMap &call);

    /// The names of the secrets that a call types, each once.
    static QStringList secretsOf(const QVariantMap &call);

    /// "ctrl+shift+t" as "Ctrl+Shift+T".
    static QString keysInWords(const QString &chord);

private:
    static CallWords ownTool(const QVariantMap &call);
    static CallWords actOn(const QVariantMap &call);
    static CallWords windows(const QString &action, const QVariantMap &input);
    static CallWords clipboard(const QString &action, const QVariantMap &input,
                               const QVariantMap &call);
    static CallWords waitFor(const QString &action, const QVariantMap &input);
    static CallWords computer(const QString &action, const QVariantMap &input,
                              const QVariantMap &call);
    static CallWords click(const QString &action, const QVariantMap &input);
    static CallWords pointing(const QString &action, const QVariantMap &input);
    static CallWords typing(const QString &action, const QVariantMap &input,
                            const QVariantMap &call);
    static QString pressed(const QVariantMap &input, const QVariantMap &call);
    static QString typed(const QVariantMap &call);
    static QString listed(const QStringList &names);
};

} // namespace pilothouse
