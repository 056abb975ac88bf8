#include "core/region.h"

#include <QTimeZone>

#include <clocale>
#include <locale.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

/// With glibc a locale is installed if it can be had.
bool isInstalled(const QString &name)
{
    const locale_t found = newlocale(LC_ALL_MASK, name.toLatin1().constData(), nullptr);
    if (found)
        freelocale(found);
    return found != nullptr;
}

/// Of letters, digits and a few signs: no path.
bool isPlainName(const QString &text)
{
    constexpr qsizetype kLongest = 64;
    return text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c.unicode() < 128 && (c.isLetterOrNumber() || u"_-.@+/"_s.contains(c));
           });
}

} // namespace

Result<QString> installedLocale(const QString &name)
{
    const QString base = name.section(u'.', 0, 0);
    const QString code = name.section(u'.', 1).toLower().remove(u'-');
    if (name.isEmpty())
        return QString();
    const QString full = base + u".UTF-8"_s;
    if (isPlainName(name) && !name.contains(u'/') && (code.isEmpty() || code == "utf8"_L1) &&
        isInstalled(full))
        return full;
    return fail(
        Errc::InvalidArgument,
        u"The server's machine has no locale %1 in UTF-8 (\"locale -a\" lists those it has; "
        "Debian: package locales-all)."_s.arg(name));
}

Result<QString> knownTimeZone(const QString &name)
{
    if (name.isEmpty() || (isPlainName(name) && QTimeZone::isTimeZoneIdAvailable(name.toLatin1())))
        return name;
    return fail(Errc::InvalidArgument,
                u"There is no time zone %1; one is \"Europe/Berlin\"."_s.arg(name));
}

} // namespace pilothouse
