#include "app/option_kinds.h"
#include "core/hooks/webhook_spelling.h"

#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace options;

namespace {

QStringList listed(const QString &list)
{
    QStringList found;
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            found.append(part.trimmed());
    return found;
}

Result<> setWebhooks(Config &config, const QString &value)
{
    QStringList urls;
    for (const QString &part : listed(value)) {
        const Result<QString> url = webhookUrl(part);
        if (!url)
            return fail(url.error());
        if (!urls.contains(*url))
            urls.append(*url);
    }
    config.webhooks.urls = urls;
    return {};
}

Result<> setSecret(Config &config, const QString &value)
{
    const Result<QString> secrets = webhookSecrets(value);
    if (!secrets)
        return fail(secrets.error());
    config.webhooks.secret = *secrets;
    return {};
}

Result<> setAllowed(Config &config, const QString &value)
{
    QStringList hosts;
    for (const QString &part : listed(value)) {
        const QString host = webhookHost(u"http://%1/"_s.arg(part));
        if (host.isEmpty() || part.contains(u'/'))
            return fail(Errc::InvalidArgument,
                        u"it must be names or addresses with commas between them"_s);
        hosts.append(host);
    }
    config.webhooks.allowed = hosts;
    return {};
}

Result<> setPage(Config &config, const QString &value)
{
    const Result<QString> url = webhookUrl(value);
    if (!url || QUrl(*url).hasQuery() || webhookAddress(*url) != *url)
        return fail(Errc::InvalidArgument, u"it must be like https://pilot.example.com"_s);
    config.webhooks.page = url->endsWith(u'/') ? url->chopped(1) : *url;
    return {};
}

} // namespace

QList<Option> webhookOptions()
{
    return {
        {.flag = u"webhook"_s,
         .environment = u"PILOTHOUSE_WEBHOOK"_s,
         .value = u"URLS"_s,
         .help =
             u"addresses that are told by POST when a session asks, ends, fails, is interrupted "
             "or reaches a limit; text+https://… has a format of its own (docs/webhooks.md)"_s,
         .set = setWebhooks,
         .get = [](const Config &c) { return c.webhooks.urls.join(u','); },
         .secret = true},
        named(
            u"webhook-format"_s, u"PILOTHOUSE_WEBHOOK_FORMAT"_s, u"json|text"_s,
            u"a JSON object, or a sentence with Title and Priority, as ntfy takes it"_s,
            webhookFormatFrom, [](auto &c) -> auto & { return c.webhooks.format; }),
        {.environment = u"PILOTHOUSE_WEBHOOK_SECRET"_s,
         .value = u"TEXT"_s,
         .help = u"the secret that webhooks are signed with; JSON is not sent without one"_s,
         .set = setSecret,
         .get = [](const Config &c) { return c.webhooks.secret; },
         .secret = true},
        text(
            u"webhook-secret-file"_s, u"PILOTHOUSE_WEBHOOK_SECRET_FILE"_s,
            u"file (0600) with the secret that webhooks are signed with; a further line \"HOST "
            "SECRET\" is that of one receiver"_s,
            [](auto &c) -> auto & { return c.webhooks.secretFile; }),
        {.flag = u"webhook-allow"_s,
         .environment = u"PILOTHOUSE_WEBHOOK_ALLOW"_s,
         .value = u"HOSTS"_s,
         .help =
             u"hosts that webhooks of sessions and calls of browsers may lead to although they are "
             "private"_s,
         .set = setAllowed,
         .get = [](const Config &c) { return c.webhooks.allowed.join(u','); }},
        {.flag = u"page-url"_s,
         .environment = u"PILOTHOUSE_PAGE_URL"_s,
         .value = u"URL"_s,
         .help = u"where people find the page, for links in webhooks; default: --host and --port"_s,
         .set = setPage,
         .get = [](const Config &c) { return c.webhooks.page; }},
    };
}

} // namespace pilothouse
