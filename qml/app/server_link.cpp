#include "qml/app/server_link.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<ServerLink> readServerLink(const QString &text)
{
    QString words = text.trimmed();
    if (!words.contains("://"_L1))
        words.prepend("http://"_L1);
    QUrl url(words, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return fail(Errc::InvalidArgument,
                    QCoreApplication::translate(
                        "ServerLink", "This is no address of a server. One looks like "
                                      "http://localhost:8000 or is the link that the server prints "
                                      "when it starts."));
    const QString token = QUrlQuery(url).queryItemValue(u"token"_s, QUrl::FullyDecoded);
    QString path = url.path();
    if (const auto page = path.indexOf("/ui"_L1);
        page >= 0 && (path.size() == page + 3 || path.at(page + 3) == u'/'))
        path.truncate(page);
    if (!path.endsWith(u'/'))
        path += u'/';
    url.setPath(path);
    url.setQuery(QString());
    url.setFragment(QString());
    url.setUserInfo(QString());
    return ServerLink{.url = url, .token = token};
}

} // namespace pilothouse
