#include "access/dead_link_page.h"

#include "access/page_language.h"
#include "access/plain_page.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

void sendDeadLinkPage(Exchange &exchange, int status, const HttpFields &extraFields)
{
    static const PlainPage page = loadPlainPage(u"dead_link.html"_s);
    const HttpFields fields{{"cache-control", "no-store"},
                            {"content-security-policy", page.policy},
                            {"x-frame-options", "DENY"}};
    exchange.send(status, inLanguage(page.html, pageLanguage(exchange.head())),
                  "text/html; charset=utf-8", fields + variesByLanguage() + extraFields);
}

} // namespace pilothouse
