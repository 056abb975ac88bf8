#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace pilothouse {

/// A JSON object as text that can be looked into and changed member by member while every other
/// byte stays as it came. The model API binds signatures and caches to the exact text, and
/// QJsonObject sorts keys and re-prints numbers; a general parser with raw access (simdjson) could
/// read but not splice. Qt checks the structure, this class the strings.
class RawObject
{
public:
    /// Corrupt: not one JSON object (RFC 8259; strings with raw control characters or unknown
    /// escapes are refused too, which Qt alone would let pass).
    static Result<RawObject> parse(const QByteArray &text);

    /// The whole object.
    const QByteArray &text() const { return m_text; }
    bool contains(QByteArrayView key) const;
    /// The member's value as JSON text; empty when there is none. Of equal keys the last counts.
    QByteArray raw(QByteArrayView key) const;
    /// The member's value decoded; empty when there is none or it is no string.
    QString string(QByteArrayView key) const;
    /// The member's value as an object; an empty object when it is none.
    RawObject object(QByteArrayView key) const;
    /// Replaces the member's value by valid JSON text, or appends the member. `key` needs no
    /// escapes.
    void set(QByteArrayView key, const QByteArray &json);

private:
    struct Member
    {
        QByteArray key;  ///< decoded
        qsizetype begin; ///< of the value
        qsizetype end;
    };
    explicit RawObject(QByteArray validText);
    const Member *find(QByteArrayView key) const;
    void scan();

    QByteArray m_text;
    QList<Member> m_members;
};

/// The text of a valid JSON string literal, with its quotes. Lone surrogates stay as they are.
QString decodedString(const QByteArray &literal);

/// Valid JSON text with every escaped lone surrogate made U+FFFD; no other byte changes.
QByteArray withoutLoneSurrogates(QByteArray json);

/// Whether every string in valid JSON `text` keeps to RFC 8259 (control characters, escapes).
bool hasStrictStrings(QByteArrayView text);

} // namespace pilothouse
