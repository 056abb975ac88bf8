#include "model/raw_object.h"

#include "core/json.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

qsizetype skipSpace(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isSpace(text.at(at)))
        ++at;
    return at;
}

// `at` is on the opening quote of a valid string; the result is behind the closing one.
qsizetype stringEnd(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text.at(at) != '"'; ++at)
        if (text.at(at) == '\\')
            ++at;
    return at + 1;
}

qsizetype scalarEnd(QByteArrayView text, qsizetype at)
{
    constexpr QByteArrayView kEnds(",]} \t\r\n");
    while (at < text.size() && !kEnds.contains(text.at(at)))
        ++at;
    return at;
}

// Iterative: nesting is the sender's choice.
qsizetype valueEnd(QByteArrayView text, qsizetype at)
{
    int depth = 0;
    do {
        const char c = text.at(at);
        if (c == '"') {
            at = stringEnd(text, at);
            continue;
        }
        if (depth == 0 && c != '{' && c != '[')
            return scalarEnd(text, at);
        depth += c == '{' || c == '[' ? 1 : 0;
        depth -= c == '}' || c == ']' ? 1 : 0;
        ++at;
    } while (depth > 0 && at < text.size());
    return at;
}

bool isEscape(QByteArrayView rest)
{
    if (rest.isEmpty())
        return false;
    if (rest.front() != 'u')
        return QByteArrayView("\"\\/bfnrt").contains(rest.front());
    if (rest.size() < 5)
        return false;
    for (const char c : rest.sliced(1, 4))
        if (!isxdigit(static_cast<unsigned char>(c)))
            return false;
    return true;
}

// The UTF-16 unit that is escaped as \uXXXX at `at`; 0: something else is there.
char16_t unitAt(const QByteArray &text, qsizetype at)
{
    const bool isUnit = at + 6 <= text.size() && text.at(at) == '\\' && text.at(at + 1) == 'u';
    return isUnit ? char16_t(text.mid(at + 2, 4).toUShort(nullptr, 16)) : char16_t(0);
}

} // namespace

bool hasStrictStrings(QByteArrayView text)
{
    bool inside = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (c == '"')
            inside = !inside;
        else if (inside && static_cast<unsigned char>(c) < 0x20)
            return false;
        else if (inside && c == '\\' && !isEscape(text.sliced(++i)))
            return false;
    }
    return true;
}

QByteArray withoutLoneSurrogates(QByteArray json)
{
    qsizetype at = json.indexOf('\\');
    while (at >= 0) {
        const char16_t unit = unitAt(json, at);
        const bool whole =
            QChar::isHighSurrogate(unit) && QChar::isLowSurrogate(unitAt(json, at + 6));
        if (QChar::isSurrogate(unit) && !whole)
            json.replace(at, 6, "\\ufffd");
        at = json.indexOf('\\', at + (whole ? 12 : unit != 0 ? 6 : 2));
    }
    return json;
}

QString decodedString(const QByteArray &literal)
{
    if (!literal.contains('\\')) // as good as always
        return QString::fromUtf8(QByteArrayView(literal).sliced(1).chopped(1));
    return QJsonDocument::fromJson('[' + literal + ']').array().at(0).toString();
}

RawObject::RawObject(QByteArray validText) : m_text(std::move(validText))
{
    scan();
}

Result<RawObject> RawObject::parse(const QByteArray &text)
{
    if (const auto parsed = parseJsonObject(text); !parsed)
        return fail(parsed.error());
    if (!hasStrictStrings(text))
        return fail(Errc::Corrupt, u"A JSON string holds a control character or a bad escape."_s);
    const QByteArray object = text.trimmed();
    if (!object.startsWith('{')) // Qt skips a byte order mark
        return fail(Errc::Corrupt, u"A JSON object is expected."_s);
    return RawObject(object);
}

void RawObject::scan()
{
    m_members.clear();
    qsizetype at = skipSpace(m_text, 1);
    while (at < m_text.size() && m_text.at(at) == '"') {
        const qsizetype keyEnd = stringEnd(m_text, at);
        const QByteArray key = decodedString(m_text.sliced(at, keyEnd - at)).toUtf8();
        const qsizetype colon = skipSpace(m_text, keyEnd);
        const qsizetype begin = skipSpace(m_text, colon + 1);
        const qsizetype end = valueEnd(m_text, begin);
        m_members += Member{.key = key, .begin = begin, .end = end};
        at = skipSpace(m_text, end);
        if (at < m_text.size() && m_text.at(at) == ',')
            at = skipSpace(m_text, at + 1);
    }
}

const RawObject::Member *RawObject::find(QByteArrayView key) const
{
    for (qsizetype i = m_members.size(); i-- > 0;)
        if (m_members.at(i).key == key)
            return &m_members.at(i);
    return nullptr;
}

bool RawObject::contains(QByteArrayView key) const
{
    return find(key) != nullptr;
}

QByteArray RawObject::raw(QByteArrayView key) const
{
    const Member *member = find(key);
    return member ? m_text.sliced(member->begin, member->end - member->begin) : QByteArray();
}

QString RawObject::string(QByteArrayView key) const
{
    const QByteArray value = raw(key);
    return value.startsWith('"') ? decodedString(value) : QString();
}

RawObject RawObject::object(QByteArrayView key) const
{
    const QByteArray value = raw(key);
    return RawObject(value.startsWith('{') ? value : QByteArrayLiteral("{}"));
}

void RawObject::set(QByteArrayView key, const QByteArray &json)
{
    if (const Member *member = find(key)) {
        m_text.replace(member->begin, member->end - member->begin, json);
    } else {
        const QByteArray comma = m_members.isEmpty() ? QByteArray() : QByteArrayLiteral(",");
        const QByteArray added = comma + '"' + key.toByteArray() + "\":" + json;
        m_text.insert(m_text.size() - 1, added);
    }
    scan();
}

} // namespace pilothouse
