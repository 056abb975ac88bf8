#pragma once

#include "qml/chat/call_words.h"
#include "qml/chat/hidden_text.h"
#include "qml/chat/numbers.h"

#include <QObject>
#include <QSizeF>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// What QML asks for texts of a conversation; each call is described where its function is.
/// `inks`: the colours by the names of the theme. Main thread.
class Words : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;

    /// {title, object, icon}; title and object with hidden characters named. `object` is
    /// undefined where there is none.
    Q_INVOKABLE QVariantMap ofCall(const QVariantMap &call) const;
    Q_INVOKABLE QVariantMap callOfQuestion(const QVariantMap &question,
                                           const QVariantMap &known) const;
    Q_INVOKABLE QString kindOf(const QVariantMap &call) const;
    Q_INVOKABLE QString mainField(const QVariantMap &call) const;
    /// What a note says: `change` is the content of settings_changed, of grant_changed.
    Q_INVOKABLE QString ofSettings(const QVariantMap &change) const;
    Q_INVOKABLE QString ofGrant(const QVariantMap &change) const;
    Q_INVOKABLE QStringList secretsOf(const QVariantMap &call) const;

    Q_INVOKABLE QString visible(const QString &text) const;
    Q_INVOKABLE QString marked(const QString &text, const QVariantMap &inks) const;
    /// On one line, no longer than a line can be.
    Q_INVOKABLE QString markedLine(const QString &text, const QVariantMap &inks) const;
    /// See foundHtml().
    Q_INVOKABLE QString found(const QString &text, const QVariantList &marks,
                              const QVariantMap &inks) const;
    Q_INVOKABLE int hiddenCount(const QString &text) const { return pilothouse::hiddenCount(text); }
    /// "RLO U+202E, TAG A U+E0041".
    Q_INVOKABLE QString hiddenNames(const QString &text) const;
    Q_INVOKABLE QString withoutHidden(const QString &text) const;
    Q_INVOKABLE QStringList secretsIn(const QString &text) const;

    /// {html, leftOut, plain} of what a command wrote; `lines` > 0: only the first of them.
    Q_INVOKABLE QVariantMap terminal(const QString &text, const QVariantMap &inks,
                                     int lines = 0) const;

    Q_INVOKABLE QString duration(double ms) const { return pilothouse::duration(ms); }
    Q_INVOKABLE QString shortDuration(double ms) const { return pilothouse::shortDuration(ms); }
    Q_INVOKABLE QString count(double number) const { return pilothouse::count(number); }
    Q_INVOKABLE QString money(double dollars) const { return pilothouse::money(dollars); }
    Q_INVOKABLE QString bytes(double size) const { return pilothouse::bytes(size); }

    Q_INVOKABLE QVariantList marksOf(const QVariantMap &call, QSizeF size) const;
    Q_INVOKABLE bool isOnPicture(const QVariantMap &call) const;

    Q_INVOKABLE bool isWebAddress(const QString &address) const;
    Q_INVOKABLE bool isLocalAddress(const QString &address) const;
    /// Hands it to the system's browser, where it is http or https; false: it is not.
    Q_INVOKABLE bool openAddress(const QString &address) const;
    Q_INVOKABLE void copy(const QString &text) const;

    /// A value as JSON, of several lines where `indented`.
    Q_INVOKABLE QString json(const QVariant &value, bool indented = false) const;
    /// {isValid, value} of a text of JSON, of any kind.
    Q_INVOKABLE QVariantMap fromJson(const QString &text) const;
};

} // namespace pilothouse
