#pragma once

#include "core/result.h"
#include "exchange/exchange.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// The JSON object of a request of gptme's interface, and the first thing that is wrong with it.
/// No body is an empty object; unknown fields are ignored; null is as if it were not there.
class GptmeBody
{
public:
    explicit GptmeBody(const Exchange &exchange);

    bool has(const QString &name) const
    {
        return !m_body.value(name).isNull() && m_body.contains(name);
    }
    /// Absent, or of another type, which is wrong: nothing.
    std::optional<QString> text(const QString &name);
    std::optional<bool> flag(const QString &name);
    std::optional<QJsonObject> object(const QString &name);
    std::optional<QJsonArray> array(const QString &name);
    /// A text that must be there and not blank.
    QString required(const QString &name);
    /// "auto_confirm": true is 1, a number itself. Nothing: not given.
    std::optional<int> autoConfirm();
    const QJsonObject &all() const { return m_body; }

    void refuse(const QString &fault);
    bool isGood() const { return m_fault.isEmpty(); }
    /// Answers 400, if something is wrong: then true.
    bool refused(Exchange &exchange) const;

private:
    std::optional<QJsonValue> value(const QString &name) const;

    QJsonObject m_body;
    QString m_fault;
};

/// What is wrong with a message that a client sent; empty: nothing.
QString faultOfMessage(const QJsonObject &message);
/// Its fields that we keep, with a timestamp.
QJsonObject keptMessage(const QJsonObject &message, const QDateTime &now);

/// Answers with {"error": message}: what will not do is a 400.
void answerWithError(Exchange &exchange, const Error &error);

} // namespace pilothouse
