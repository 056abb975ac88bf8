// Links that show a session to whoever has them.
#include "agent/session_actions.h"

#include "core/utc.h"

#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// 122 random bits of the system.
QString freshShareId()
{
    return QString::fromLatin1(QUuid::createUuid().toRfc4122().toBase64(
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QDateTime inWholeSeconds(const QDateTime &time)
{
    return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), kUtc);
}

} // namespace

QCoro::Task<Result<Share>> SessionActions::share(SessionId id, std::chrono::seconds lifetime,
                                                 QString title, QString actor)
{
    if (lifetime < kShortestShare || lifetime > kLongestShare)
        co_return fail(Errc::InvalidArgument, u"A link is good for a minute to 90 days."_s);
    const auto session = m_parts.sessions.find(id);
    if (!session)
        co_return fail(session.error());
    const QString wanted = title.isEmpty() ? session->options.title : title;
    Share share;
    share.id = freshShareId();
    share.session = id;
    share.upTo = session->lastSeq;
    share.title = m_parts.secrets.find(id).masked(wanted);
    share.createdAt = inWholeSeconds(m_parts.registry.clock().now());
    share.expiresAt = share.createdAt.addSecs(lifetime.count());
    const Result<> stored = co_await m_parts.shares.add(share);
    if (!stored)
        co_return fail(stored.error());
    note(auditShare(actor, id, AuditAction::ShareCreated, share.id, share.expiresAt));
    co_return share;
}

QCoro::Task<Result<>> SessionActions::revokeShare(SessionId id, QString share, QString actor)
{
    const Result<> removed = co_await m_parts.shares.remove(id, share);
    if (removed)
        note(auditShare(actor, id, AuditAction::ShareRevoked, share));
    co_return removed;
}

} // namespace pilothouse
