#pragma once

#include "core/secrets.h"

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// What a command wrote, however much it is: its beginning and its end are kept, all of it is
/// counted. Bytes may come in any pieces; what is not UTF-8 (and NUL) becomes U+FFFD.
/// Counts UTF-16 units. Pure.
class CommandOutput
{
public:
    /// Of at most `kept` characters, half of them from the beginning, all that take() can show is
    /// held. Secrets are masked before it is cut; they outlive it.
    explicit CommandOutput(qsizetype kept, const Secrets *secrets = nullptr)
        : m_half(kept / 2 + kMargin), m_secrets(secrets)
    {
    }

    void append(const QByteArray &bytes);

    /// What came since the last take(), cut in the middle to about `shown` characters (at most
    /// what is kept) with a note of how many are missing. Starts anew.
    QString take(qsizetype shown);

private:
    /// More than a secret is long: what a cut has torn is not shown.
    static constexpr qsizetype kMargin = 16 * 1024;

    void add(const QString &text);
    QString masked(const QString &text) const;

    qsizetype m_half;
    const Secrets *m_secrets;
    QByteArray m_incomplete; ///< the first bytes of a character whose rest has not come
    QString m_head;
    QString m_tail;
    qint64 m_count = 0;
};

} // namespace pilothouse
