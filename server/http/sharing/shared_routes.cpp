#include "http/sharing/shared_routes.h"

#include "access/dead_link_page.h"
#include "access/share_openings.h"
#include "core/clock.h"
#include "core/json_text.h"
#include "exchange/error_answer.h"
#include "feed/shared_event.h"
#include "http/picture_routes.h"
#include "pages/shared_page.h"

#include <QCache>

#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKnownShares = 32;
const HttpFields kNotListed{{"x-robots-tag", "noindex, nofollow, noarchive"}};

using Pictures = QSet<BlobHash>;

/// What all who follow links have in common.
struct Sharing
{
    explicit Sharing(const ApiParts &some)
        : parts(some), openings(some.audit, some.clock), pictures(kKnownShares)
    {
    }

    ApiParts parts;
    SharedPage page;
    ShareOpenings openings;
    QCache<QString, Pictures> pictures; ///< by the id of a share; neither ever changes
};
using SharingPtr = std::shared_ptr<Sharing>;

Result<QList<Event>> eventsOf(const Sharing &sharing, const Share &share, EventSeq after, int most)
{
    auto events = sharing.parts.journal.events(share.session, after, most);
    if (events)
        events->removeIf([&share](const Event &event) { return event.seq > share.upTo; });
    return events;
}

/// What a link opens; for one that opens nothing the status to say so with.
struct Opened
{
    std::optional<Share> share;
    int refusal = 0;
    HttpFields fields = kNotListed;
};

Opened openLink(Sharing &sharing, const Exchange &exchange)
{
    Opened opened{.share = sharing.parts.links->open(exchange.argument(0))};
    if (opened.share) {
        sharing.openings.note(*opened.share, exchange.peer());
        return opened;
    }
    const auto wait = sharing.parts.links->refused(exchange.peer());
    opened.refusal = wait > std::chrono::seconds(0) ? 429 : 404;
    if (opened.refusal == 429)
        opened.fields += {{"retry-after", QByteArray::number(qint64(wait.count()))}};
    return opened;
}

void showSharedPage(Sharing &sharing, const ExchangePtr &exchange)
{
    const Opened opened = openLink(sharing, *exchange);
    if (opened.share)
        sharing.page.show(*exchange, exchange->argument(0).toLatin1(), opened.fields);
    else
        sendDeadLinkPage(*exchange, opened.refusal, opened.fields);
}

/// For what the page asks: nothing when the link is dead, which was answered.
std::optional<Share> requestedShare(Sharing &sharing, const ExchangePtr &exchange)
{
    Opened opened = openLink(sharing, *exchange);
    if (!opened.share)
        exchange->fail(opened.refusal, u"This link opens nothing."_s, opened.fields);
    return std::move(opened.share);
}

void tellShare(Sharing &sharing, const ExchangePtr &exchange)
{
    const auto share = requestedShare(sharing, exchange);
    if (!share)
        return;
    const Secrets &mask = sharing.parts.actions.mask(share->session);
    exchange->sendJson(200,
                       QJsonObject{{u"title"_s, mask.masked(share->title)},
                                   {u"last_seq"_s, share->upTo},
                                   {u"created_at"_s, isoTime(share->createdAt)},
                                   {u"expires_at"_s, isoTime(share->expiresAt)}},
                       kNotListed);
}

/// A page of events as GET /sessions/{id}/events gives it, which may have fewer than it could.
void sendSharedEvents(Sharing &sharing, const ExchangePtr &exchange)
{
    const auto share = requestedShare(sharing, exchange);
    if (!share)
        return;
    const auto after = queryNumber(exchange, u"after"_s, 0, 0, std::numeric_limits<qint64>::max());
    const auto limit = after ? queryNumber(exchange, u"limit"_s, 200, 1, 1000) : std::nullopt;
    if (!limit)
        return;
    const auto events = eventsOf(sharing, *share, *after, static_cast<int>(*limit));
    if (!events)
        return answerError(*exchange, events.error());
    const Secrets &mask = sharing.parts.actions.mask(share->session);
    QByteArrayList shown;
    for (const Event &event : *events)
        if (const auto json = sharedJson(event, mask))
            shown.append(*json);
    const EventSeq last = events->isEmpty() ? *after : events->last().seq;
    exchange->sendJsonText(200,
                           JsonText()
                               .addRaw("events", QByteArray('[' + shown.join(',') + ']'))
                               .add("last_seq", last)
                               .add("more", !events->isEmpty() && last < share->upTo)
                               .end(),
                           kNotListed);
}

Result<bool> showsPicture(Sharing &sharing, const Share &share, const BlobHash &hash)
{
    if (const Pictures *known = sharing.pictures.object(share.id))
        return known->contains(hash);
    const auto events = eventsOf(sharing, share, 0, -1);
    if (!events)
        return fail(events.error());
    auto pictures = std::make_unique<Pictures>();
    for (const Event &event : *events)
        if (const QList<ImageRef> *images = imagesIn(event.body))
            for (const ImageRef &image : *images)
                pictures->insert(image.blob);
    const bool isShown = pictures->contains(hash);
    sharing.pictures.insert(share.id, pictures.release());
    return isShown;
}

QCoro::Task<> sendSharedPicture(SharingPtr sharing, ExchangePtr exchange)
{
    const auto share = requestedShare(*sharing, exchange);
    if (!share)
        co_return;
    const BlobHash hash{exchange->argument(1)};
    const Result<bool> isShown = showsPicture(*sharing, *share, hash);
    if (!isShown) {
        answerError(*exchange, isShown.error());
        co_return;
    }
    if (!*isShown) {
        exchange->fail(404);
        co_return;
    }
    co_await sendPicture(sharing->parts, exchange, hash);
}

void showSharedFile(Sharing &sharing, const ExchangePtr &exchange)
{
    if (requestedShare(sharing, exchange))
        sharing.page.showFile(*exchange, exchange->argument(1));
}

} // namespace

void addSharedRoutes(Router &router, const ApiParts &parts)
{
    if (!parts.links)
        return;
    const auto sharing = std::make_shared<Sharing>(parts);
    const auto with = [&sharing](void (*answer)(Sharing &, const ExchangePtr &)) {
        return [sharing, answer](const ExchangePtr &exchange) { answer(*sharing, exchange); };
    };
    router.on("GET", "/shared/<arg>", with(showSharedPage));
    router.on("GET", "/shared/<arg>/session", with(tellShare));
    router.on("GET", "/shared/<arg>/events", with(sendSharedEvents));
    router.on("GET", "/shared/<arg>/ui/<tail>", with(showSharedFile));
    router.on("GET", "/shared/<arg>/blobs/<arg>",
              launching(parts, [sharing](ApiParts, ExchangePtr exchange) {
                  return sendSharedPicture(sharing, exchange);
              }));
}

} // namespace pilothouse
