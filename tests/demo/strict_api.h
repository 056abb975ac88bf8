#pragma once

#include "core/json.h"
#include "demo/cache_control.h"
#include "demo/request_rules.h"

#include <QJsonArray>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// Looks at the requests of one conversation, one after another, as strictly as the public API
/// would, and beyond it: nothing that was sent may change, and a reply's blocks go back byte for
/// byte. For tests of anything that speaks to a model. Links pilothouse_model.
class StrictApi
{
public:
    /// Everything wrong with the next request; empty: nothing.
    QStringList check(const DemoRequest &request)
    {
        QStringList found;
        for (const Violation &violation : checkRequest(request))
            found << told(violation);
        const Result<QJsonObject> body = parseJsonObject(request.body);
        if (body && m_previous)
            found << changes(*m_previous, *body);
        qsizetype at = 0;
        for (const QByteArray &block : m_blocks) {
            const qsizetype place = request.body.indexOf(block, at);
            if (place < 0)
                found << QStringLiteral("echo: a block did not come back as it was: ") +
                             QString::fromUtf8(block);
            at = qMax(at, place);
        }
        if (body)
            m_previous = *body;
        return found;
    }

    /// What the reply to the last request held; later requests must hold it as it is.
    void replied(const QList<QByteArray> &rawBlocks) { m_blocks << rawBlocks; }

private:
    /// What of `current` is not `previous` continued: system and tools the same, all messages of
    /// `previous` still there unchanged, apart from cache_control. Newer models bind their thinking
    /// to it (preserved thinking), and prompt caches live by it.
    static QStringList changes(const QJsonObject &previous, const QJsonObject &current)
    {
        QStringList found;
        const auto compare = [&found](const QString &part, const QJsonValue &was,
                                      const QJsonValue &is) {
            if (withoutCacheControl(was) != withoutCacheControl(is))
                found << QStringLiteral("prefix: %1 is not that of the request before.").arg(part);
        };
        for (const QString &part : {QStringLiteral("system"), QStringLiteral("tools")})
            compare(part, previous.value(part), current.value(part));
        const QJsonArray before = previous.value(QLatin1StringView("messages")).toArray();
        const QJsonArray now = current.value(QLatin1StringView("messages")).toArray();
        for (qsizetype i = 0; i < before.size(); ++i)
            compare(QStringLiteral("messages.%1").arg(i), before.at(i), now.at(i));
        return found;
    }
    static QString told(const Violation &violation)
    {
        return QString::fromLatin1(violation.rule) + QStringLiteral(": ") + violation.message;
    }

    std::optional<QJsonObject> m_previous;
    QList<QByteArray> m_blocks;
};

} // namespace pilothouse
