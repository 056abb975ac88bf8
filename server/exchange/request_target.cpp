#include "exchange/request_target.h"

#include <QByteArrayList>
#include <QUtf8StringView>

#include <algorithm>
#include <cctype>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isHexDigit(char character)
{
    return std::isxdigit(static_cast<unsigned char>(character)) != 0;
}

bool hasWholeEscapes(QByteArrayView path)
{
    for (qsizetype at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1))
        if (at + 2 >= path.size() || !isHexDigit(path[at + 1]) || !isHexDigit(path[at + 2]))
            return false;
    return true;
}

bool isOddCharacter(char character)
{
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7f || character == '\\';
}

bool isHarmlessPath(QByteArrayView path)
{
    if (!path.startsWith('/') || path.startsWith("//") || !hasWholeEscapes(path))
        return false;
    const QByteArray plain = QByteArray::fromPercentEncoding(path.toByteArray());
    if (plain.count('/') != path.count('/') || !QUtf8StringView(plain).isValidUtf8() ||
        std::any_of(plain.begin(), plain.end(), isOddCharacter))
        return false;
    const auto segments = plain.split('/');
    return std::none_of(segments.begin(), segments.end(), [](const QByteArray &segment) {
        return segment == "." || segment == "..";
    });
}

/// The part after "http://" or "https://"; null for another form.
QByteArrayView afterScheme(QByteArrayView target)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")})
        if (target.size() > scheme.size() &&
            target.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0)
            return target.sliced(scheme.size());
    return {};
}

bool isPort(QByteArrayView text)
{
    bool fits = true;
    if (!text.isEmpty())
        text.toByteArray().toUShort(&fits);
    return fits && std::all_of(text.begin(), text.end(), isDigit);
}

} // namespace

std::optional<RequestTarget> parseTarget(QByteArrayView target)
{
    RequestTarget parts;
    if (const QByteArrayView rest = afterScheme(target); !rest.isNull()) {
        const auto end = std::find_if(rest.begin(), rest.end(),
                                      [](char each) { return each == '/' || each == '?'; });
        parts.authority = rest.first(end - rest.begin()).toByteArray();
        target = rest.sliced(end - rest.begin());
        if (!isHost(parts.authority))
            return std::nullopt;
    }
    if (const qsizetype mark = target.indexOf('?'); mark >= 0) {
        parts.query = QByteArray(target.data() + mark + 1, target.size() - mark - 1);
        target = target.first(mark);
    }
    parts.path = target.toByteArray();
    if (parts.path.isEmpty() && !parts.authority.isEmpty())
        parts.path = "/";
    if (!isHarmlessPath(parts.path))
        return std::nullopt;
    return parts;
}

QString faultOfTarget(QByteArrayView target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = target.first(mark < 0 ? target.size() : mark).toByteArray();
    if (!hasWholeEscapes(path))
        return u"In a path % begins an escape of two hexadecimal digits: write a percent sign as "
               "%25."_s;
    const QByteArray plain = QByteArray::fromPercentEncoding(path);
    if (plain.contains('\\'))
        return u"A path may not hold a backslash (%5C): rename the file."_s;
    if (std::any_of(plain.begin(), plain.end(), isOddCharacter))
        return u"A path may not hold control characters such as a tab (%09) or a newline (%0A): "
               "rename the file."_s;
    if (!QUtf8StringView(plain).isValidUtf8())
        return u"A path must be UTF-8: rename the file."_s;
    if (plain.count('/') != path.count('/'))
        return u"A name in a path may not hold a slash (%2F)."_s;
    return {};
}

bool isHost(QByteArrayView value)
{
    const qsizetype colon = value.lastIndexOf(':');
    if (colon >= 0 && !value.endsWith(']')) {
        if (!isPort(value.sliced(colon + 1)))
            return false;
        value = value.first(colon);
    }
    const bool bracketed = value.startsWith('[') && value.endsWith(']');
    const QByteArrayView punctuation = bracketed ? "[]:." : ".-_";
    return !value.isEmpty() && value.size() <= 255 &&
           std::all_of(value.begin(), value.end(), [&](char each) {
               return std::isalnum(static_cast<unsigned char>(each)) != 0 ||
                      (each != 0 && punctuation.contains(each));
           });
}

} // namespace pilothouse
