#include "agent/secrets/secret_briefing.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// "PASS (only at example.com)"
QString line(const Secret &secret)
{
    QStringList places;
    if (!secret.hosts.isEmpty())
        places << u"at "_s + secret.hosts.join(u", "_s);
    if (!secret.windows.isEmpty())
        places << u"into windows of "_s + secret.windows.join(u", "_s);
    if (places.isEmpty())
        return secret.name + u" (a person is asked each time)"_s;
    return u"%1 (only %2)"_s.arg(secret.name, places.join(u" or "_s));
}

} // namespace

QString SecretBriefing::current() const
{
    QStringList lines;
    for (const Secret &secret : m_secrets.all())
        lines << line(secret);
    return lines.join(u"; "_s);
}

QString SecretBriefing::news() const
{
    const QString secrets = current();
    if (secrets == m_told)
        return {};
    if (secrets.isEmpty())
        return u"There is no secret to type any more."_s;
    return u"Secrets that you can type without seeing them, by writing {{secret:NAME}} in the text "
           "of the computer tool's type action: %1. Put the focus into the right field first; "
           "where a value would show, pictures and results have it covered."_s.arg(secrets);
}

} // namespace pilothouse
