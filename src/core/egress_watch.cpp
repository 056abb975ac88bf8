#include "core/egress_watch.h"

#include <QRegularExpression>

#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestHost = 253; // RFC 1035, 2.3.4

/// Pages and programs choose what they ask for, and the model reads it.
QString onlySigns(const QString &host)
{
    static const QRegularExpression others(u"[^A-Za-z0-9._:%-]"_s);
    return host.left(kLongestHost).replace(others, u"?"_s);
}

/// What would let it through; empty: nothing that a list can name.
QString entryFor(const EgressRefusal &refusal)
{
    if (refusal.mode != EgressMode::List)
        return {};
    const bool isUsual = refusal.port == 0 || refusal.port == 80 || refusal.port == 443;
    const QString place = refusal.host + (isUsual ? QString() : u":%1"_s.arg(refusal.port));
    return allowedHost(place).value_or(QString());
}

} // namespace

std::optional<EgressDenied> EgressWatch::note(const EgressRefusal &refusal)
{
    EgressRefusal harmless = refusal;
    harmless.host = onlySigns(refusal.host);
    const QString entry = entryFor(harmless);
    const QString line = describe(harmless);
    const QString place = entry.isEmpty() ? line : entry;
    if (m_told.contains(place))
        return std::nullopt;
    m_mode = refusal.mode;
    if (m_toldThisRun == kMostRefusals) {
        ++m_uncounted;
        return std::nullopt;
    }
    ++m_toldThisRun;
    m_told.insert(place);
    m_notices.append(line);
    return EgressDenied{.host = harmless.host,
                        .port = harmless.port,
                        .reason = name(harmless.mode),
                        .line = line,
                        .entry = entry};
}

std::optional<EgressDenied> EgressWatch::endRun()
{
    m_toldThisRun = 0;
    const int more = std::exchange(m_uncounted, 0);
    if (more == 0)
        return std::nullopt;
    return EgressDenied{.host = {},
                        .port = 0,
                        .reason = name(m_mode),
                        .line =
                            u"blocked: %1 more attempts to connect, to further hosts"_s.arg(more)};
}

void EgressWatch::noteAllowed(const QString &entry)
{
    m_told.remove(entry);
    m_notices.prepend(u"allowed: %1 can be reached now"_s.arg(entry));
}

QStringList EgressWatch::takeNotices()
{
    QStringList notices = std::exchange(m_notices, {});
    const qsizetype left = notices.size() - kMostNotices;
    if (left > 0)
        notices = notices.first(kMostNotices) + QStringList{u"and %1 more of these"_s.arg(left)};
    return notices;
}

} // namespace pilothouse
