#pragma once

#include "core/secret.h"

#include <QHash>

namespace pilothouse {

/// The secrets of one session. Pure.
class Secrets
{
public:
    Secrets() = default;
    explicit Secrets(const QList<Secret> &secrets);

    /// In place of one of the same name, whose value stays masked. Conflict: there are
    /// kMostSecrets.
    Result<> put(Secret secret);
    /// False: there is none of this name. Its value stays masked.
    bool remove(const QString &name);
    const Secret *find(const QString &name) const;
    const QList<Secret> &all() const { return m_secrets; } ///< by name
    bool masksNothing() const { return m_names.isEmpty(); }

    /// `text` with the placeholder for each value in it, also where it stands as base64, in
    /// hexadecimal digits, or as JSON, HTML or an address escapes it. What else a program can make
    /// of a value is not found.
    QString masked(const QString &text) const;
    /// The same for every text in it, but not for the names of members.
    QJsonValue masked(const QJsonValue &value) const;
    QJsonObject masked(const QJsonObject &object) const;

private:
    void prepare();
    QString formAt(QStringView text) const;

    QList<Secret> m_secrets;
    QList<Secret> m_former;          ///< replaced or removed: still masked
    QHash<QString, QString> m_names; ///< what is masked → the secret's name
    /// What is masked by how it begins, the longest first. No regular expression: one of a few long
    /// values is too large to be one.
    QHash<quint64, QStringList> m_forms;
    qsizetype m_beginning = 0; ///< characters that tell how it begins
};

} // namespace pilothouse
