#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// What a command wrote, however much it is: its beginning and its end are kept, all of it is
/// counted. Bytes may come in any pieces; what is not UTF-8 (and NUL) becomes U+FFFD.
/// Counts UTF-16 units. Pure.
class CommandOutput
{
public:
    /// At most `kept` characters are held, half of them from the beginning.
    explicit CommandOutput(qsizetype kept) : m_half(kept / 2) {}

    void append(const QByteArray &bytes);

    /// What came since the last take(), cut in the middle to about `shown` characters (at most
    /// what is kept) with a note of how many are missing. Starts anew.
    QString take(qsizetype shown);

private:
    void add(const QString &text);

    qsizetype m_half;
    QByteArray m_incomplete; ///< the first bytes of a character whose rest has not come
    QString m_head;
    QString m_tail;
    qint64 m_count = 0;
};

} // namespace pilothouse
