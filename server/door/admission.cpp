#include "door/admission.h"

#include "door/front_door.h"
#include "exchange/guarded.h"
#include "exchange/router.h"

#include <algorithm>

namespace pilothouse {

namespace {

/// QWebSocketServer takes lines of up to 8 KiB, with what is between name and value and their end.
constexpr qsizetype kLongestUpgradeLine = 8 * 1024 - 16;

bool hasLongLine(const HttpFields &fields)
{
    return std::any_of(fields.begin(), fields.end(), [](const auto &field) {
        return field.first.size() + field.second.size() > kLongestUpgradeLine;
    });
}

/// RFC 6455, section 4.2.1; else QWebSocketServer would close without a word.
int faultOfUpgrade(const HttpHead &head)
{
    if (head.value("sec-websocket-version") != "13")
        return 426;
    const QByteArray key = head.value("sec-websocket-key");
    if (key.size() != 24 || QByteArray::fromBase64(key).size() != 16)
        return 400;
    return hasLongLine(head.fields) ? 431 : 0;
}

void admitUpgrade(const ConnectionContext &context, const HttpHead &head, Admission &admission)
{
    Verdict &verdict = admission.verdict;
    admission.upgrade = context.router.upgradeHandler(head.path, admission.arguments);
    verdict.refusal = admission.upgrade ? faultOfUpgrade(head) : 404;
    if (verdict.refusal == 426)
        verdict.fields += {{"upgrade", "websocket"}, {"sec-websocket-version", "13"}};
}

} // namespace

Admission admit(const ConnectionContext &context, HttpHead &head, const QHostAddress &peer)
{
    Admission admission;
    admission.client = context.door.proxies.clientOf(head, peer);
    const auto ask = [&] { admission.verdict = context.door.gate(head, admission.client); };
    if (context.door.gate && !guarded("gate", ask))
        admission.verdict.refusal = 500;
    if (admission.verdict.refusal != 0)
        return admission;
    if (head.webSocket)
        admitUpgrade(context, head, admission);
    else
        admission.largestBody = std::max(context.limits.bodyBytes,
                                         head.hasBody() ? context.router.largestBody(head) : 0);
    return admission;
}

} // namespace pilothouse
