#include "http/local_target.h"

#include <QUrl>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

QByteArray localTarget(const QString &wanted)
{
    // Browsers read "\" as "/" and leave tabs and line ends out.
    const bool isOdd = std::any_of(wanted.begin(), wanted.end(), [](QChar each) {
        return each <= u' ' || each == u'\x7f' || each == u'\\';
    });
    if (isOdd || !wanted.startsWith(u'/') || wanted.startsWith("//"_L1))
        return "/";
    const QUrl url(wanted, QUrl::StrictMode);
    const QByteArray target = url.toEncoded();
    return url.isValid() && target.startsWith('/') && !target.startsWith("//") ? target
                                                                               : QByteArray("/");
}

} // namespace pilothouse
