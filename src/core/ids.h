#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace pilothouse {

/// A name that cannot be mistaken for another kind of name. Compares and hashes by its text.
template <typename Tag> struct Id
{
    QString value;

    bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const Id &a, const Id &b) { return a.value == b.value; }
    friend std::strong_ordering operator<=>(const Id &a, const Id &b)
    {
        return a.value.compare(b.value) <=> 0;
    }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

/// A session, for ever: a random UUID in lower case without braces.
using SessionId = Id<struct SessionTag>;
/// One run of the agent loop inside a session: a random UUID.
using RunId = Id<struct RunTag>;
/// The content hash of a blob: SHA-256 in lower-case hex (64 characters).
using BlobHash = Id<struct BlobTag>;

/// Place of an event in its session: 1, 2, 3 … without gaps. 0 is "before the first".
using EventSeq = qint64;

/// The id that somebody wrote; nothing: no id is written like that.
std::optional<SessionId> sessionIdFrom(const QString &text);

/// A fresh random UUID, as SessionId and RunId use it.
QString randomUuid();

} // namespace pilothouse
