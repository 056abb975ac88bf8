#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QList>
#include <QSet>
#include <QUrl>

namespace pilothouse {

/// What deleted sessions have on nodes that could not be reached then, to be removed when they are
/// back: a line for each in a file of the data folder, on the disk before add() returns.
class OwedRemovals
{
public:
    struct Removal
    {
        QUrl node;
        SessionId session;
        bool operator==(const Removal &) const = default;
    };
    /// What the file holds; none where there is no file. A line that makes no sense is left out.
    /// Io: it cannot be read.
    static Result<OwedRemovals> open(const QString &file);

    /// Io: it cannot be written, and is not owed. TooLarge: so much is owed already.
    Result<> add(const Removal &removal);
    /// They are done. A file that cannot be written has them asked for once more, which does no
    /// harm.
    void settle(const QUrl &node, const QSet<SessionId> &sessions);
    const QList<Removal> &all() const { return m_all; }

private:
    explicit OwedRemovals(const QString &file) : m_file(file) {}
    Result<> save() const;

    QString m_file;
    QList<Removal> m_all;
};

} // namespace pilothouse
