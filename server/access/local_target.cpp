#include "access/local_target.h"

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

QByteArray wayUp(const QByteArray &path)
{
    const auto depth = path.count('/') - 1;
    return depth > 0 ? QByteArray("../").repeated(depth) : QByteArray("./");
}

QByteArray seenFrom(const QByteArray &path, const QByteArray &target)
{
    return wayUp(path) + target.mid(1);
}

} // namespace pilothouse
