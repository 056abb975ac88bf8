#pragma once

#include "core/json.h"
#include "demo/request_rules.h"

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
        if (body && m_previous) {
            for (const Violation &violation : checkContinuation(*m_previous, *body))
                found << told(violation);
        }
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
    static QString told(const Violation &violation)
    {
        return QString::fromLatin1(violation.rule) + QStringLiteral(": ") + violation.message;
    }

    std::optional<QJsonObject> m_previous;
    QList<QByteArray> m_blocks;
};

} // namespace pilothouse
