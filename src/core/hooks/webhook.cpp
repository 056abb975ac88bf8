#include "core/hooks/webhook.h"

#include "core/enum_names.h"

#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestUrl = 2000;
constexpr std::array kFormats{EnumName{WebhookFormat::Json, "json"_L1},
                              EnumName{WebhookFormat::Text, "text"_L1}};

} // namespace

QString name(WebhookFormat format)
{
    return nameIn(kFormats, format);
}

std::optional<WebhookFormat> webhookFormatFrom(const QString &name)
{
    return valueIn(kFormats, name);
}

Result<QString> webhookUrl(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (text.size() > kLongestUrl || !url.isValid() || !isWeb || url.host().isEmpty())
        return fail(Errc::InvalidArgument,
                    u"a webhook is an address like https://example.com/hook"_s);
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return fail(Errc::InvalidArgument,
                    u"the address of a webhook takes no user, password or fragment"_s);
    return url.toString(QUrl::FullyEncoded);
}

QString webhookHost(const QString &url)
{
    return QUrl(url).host(QUrl::FullyEncoded).toLower();
}

QString shownWebhook(const QString &url)
{
    if (url.isEmpty())
        return {};
    const QUrl whole(url);
    const QUrl::FormattingOptions rest =
        QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment;
    const bool hasMore = whole.path().size() > 1 || whole.hasQuery();
    return whole.toString(rest) + (hasMore ? u"/…"_s : u"/"_s);
}

} // namespace pilothouse
