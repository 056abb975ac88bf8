#pragma once

#include "core/result.h"
#include "core/tool_call.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace pilothouse {

/// Reads the arguments of one tool call, strict on types: true is no number, 1.5 no whole number,
/// "5" no number. A null counts as not given. Every failure is InvalidArgument with a message that
/// names the action, the field and the right form, for the model to act on. Pure.
class Arguments
{
public:
    /// Those of `call`. Fails on an action that core/tool_actions.h does not list, and on an
    /// argument that the action does not take: a misspelt one must not be lost in silence.
    static Result<Arguments> of(const ToolCall &call);

    const QString &action() const { return m_action; }
    bool has(const QString &field) const;

    Result<QString> text(const QString &field) const;
    Result<std::optional<QString>> optionalText(const QString &field) const;
    Result<bool> optionalFlag(const QString &field, bool otherwise) const;

    /// `least` <= value <= `most`.
    Result<qint64> whole(const QString &field, qint64 least, qint64 most) const;
    Result<double> number(const QString &field, double least, double most) const;

    /// A list of exactly `count` whole numbers of any sign.
    Result<QList<qint64>> wholes(const QString &field, qsizetype count, const QString &form) const;

    /// A list of at most `most` pairs of whole numbers of any sign.
    Result<QList<std::pair<qint64, qint64>>> pairs(const QString &field, qsizetype most) const;

private:
    Arguments(QString action, QJsonObject input)
        : m_action(std::move(action)), m_input(std::move(input))
    {
    }
    Failure wrong(const QString &field, const QString &form) const;

    QString m_action;
    QJsonObject m_input;
};

} // namespace pilothouse
