#include "core/hooks/webhook.h"

#include "core/hooks/webhook_spelling.h"

#include "core/enum_names.h"

#include <QUrl>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestUrl = 2000;
constexpr std::array kFormats{EnumName{WebhookFormat::Json, "json"_L1},
                              EnumName{WebhookFormat::Text, "text"_L1}};

/// Of a line "HOST SECRET", or of "SECRET".
QString secretOf(const QString &line)
{
    return line.section(u' ', -1);
}

QString hostOf(const QString &line)
{
    return line.chopped(secretOf(line).size()).trimmed().toLower();
}

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
    const QString address = webhookAddress(text.trimmed());
    const QString format = text.trimmed().chopped(address.size());
    const QUrl url(address, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (text.size() > kLongestUrl || !url.isValid() || !isWeb || url.host().isEmpty())
        return fail(Errc::InvalidArgument,
                    u"a webhook is an address like https://example.com/hook"_s);
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return fail(Errc::InvalidArgument,
                    u"the address of a webhook takes no user, password or fragment"_s);
    return QString(format + url.toString(QUrl::FullyEncoded));
}

QString webhookAddress(const QString &url)
{
    for (const auto &each : kFormats)
        if (const QString prefix = each.name + u'+'; url.startsWith(prefix))
            return url.sliced(prefix.size());
    return url;
}

WebhookFormat webhookFormat(const QString &url, const WebhookConfig &config)
{
    const QString format = url.chopped(webhookAddress(url).size());
    return webhookFormatFrom(format.chopped(format.isEmpty() ? 0 : 1)).value_or(config.format);
}

QString webhookSecret(const QString &url, const WebhookConfig &config)
{
    const QString host = webhookHost(url);
    QString ofAll;
    for (const QString &line : config.secret.split(u'\n')) {
        if (hostOf(line) == host)
            return secretOf(line);
        if (hostOf(line).isEmpty() && ofAll.isEmpty())
            ofAll = line;
    }
    return ofAll;
}

Result<QString> webhookSecrets(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        if (!line.trimmed().isEmpty())
            lines.append(line.simplified());
    const auto isShort = [](const QString &line) {
        return secretOf(line).size() < kLeastWebhookSecret;
    };
    if (lines.isEmpty() || std::any_of(lines.begin(), lines.end(), isShort))
        return fail(Errc::InvalidArgument,
                    u"it must have at least %1 characters; a further line can hold a host and the "
                    "secret of that host"_s.arg(kLeastWebhookSecret));
    return lines.join(u'\n');
}

QString webhookHost(const QString &url)
{
    return QUrl(webhookAddress(url)).host(QUrl::FullyEncoded).toLower();
}

QString shownWebhook(const QString &url)
{
    if (url.isEmpty())
        return {};
    const QUrl whole(webhookAddress(url));
    const QUrl::FormattingOptions rest =
        QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment;
    const bool hasMore = whole.path().size() > 1 || whole.hasQuery();
    return whole.toString(rest) + (hasMore ? u"/…"_s : u"/"_s);
}

} // namespace pilothouse
