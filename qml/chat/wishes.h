#pragma once

#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// What somebody wants of a new session, as POST /sessions/ takes it, from several sources and in
/// words; and the fields of templates. The same as the page's (session/wishes.js). Main thread.
class Wishes : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;

    /// `wishes`, and what `others` say of the rest. Hosts are for a list only.
    Q_INVOKABLE QVariantMap combined(const QVariantMap &wishes, const QVariantMap &others) const;
    /// What makes another session like the one of this record. With the demo model, `isDemo`, there
    /// is no other to choose.
    Q_INVOKABLE QVariantMap ofRecord(const QVariantMap &record, bool isDemo) const;
    /// "Claude Opus 5.5", "asks about everything", …; the system prompt is named only.
    Q_INVOKABLE QStringList words(const QVariantMap &wishes) const;

    /// The names of the fields in the text of a template, each once, in their order.
    Q_INVOKABLE QStringList fieldsIn(const QString &text) const;
    /// The text with `values` (by name) in their places; a field without one stays.
    Q_INVOKABLE QString filledIn(const QString &text, const QVariantMap &values) const;
    /// The same as rich text, in which what is filled in, or is to be, is marked.
    Q_INVOKABLE QString preview(const QString &text, const QVariantMap &values,
                                const QVariantMap &inks) const;

private:
    static QStringList limitWords(const QVariantMap &wishes);
    static QStringList networkWords(const QVariantMap &wishes);
    static QStringList modelWords(const QVariantMap &wishes);
    static QStringList desktopWords(const QVariantMap &wishes);
};

} // namespace pilothouse
