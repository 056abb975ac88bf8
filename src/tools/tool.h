#pragma once

#include "core/result.h"
#include "core/tool_call.h"

#include <QByteArray>
#include <QCoroTask>
#include <QJsonObject>
#include <QSize>
#include <QString>

#include <optional>
#include <stop_token>

namespace pilothouse {

/// An encoded picture for the model.
struct ToolPicture
{
    QByteArray bytes;
    QString mediaType;
    QSize size;
};

/// What the model is told after a call. An error has text and no picture.
struct ToolOutcome
{
    QString text = {};
    std::optional<ToolPicture> picture = {};
    bool isError = false;
    QJsonObject details = {}; ///< for people and replay, not for the model
    bool stopped = false;     ///< an error only because `stop` cut it short
};

/// A refusal or failure the model can act on.
ToolOutcome toolError(QString text);
/// The same with the error's message; Errc::Stopped: not failed, but stopped.
ToolOutcome toolError(const Error &error);

/// `text` and below it `note`, each on lines of its own; empty ones leave no line.
QString withNote(const QString &text, const QString &note);

/// One tool the model may call. Never throws past run(): ToolBox catches what a library throws.
/// Main thread. One call at a time.
class Tool
{
public:
    virtual ~Tool() = default;
    /// One of toolNames().
    virtual QString name() const = 0;
    /// What of the screen a call is about, as this tool told the model of it; for people.
    virtual std::optional<CallTarget> target(const ToolCall &) const { return std::nullopt; }
    /// Carries out one call. When `stop` fires it ends within 100 ms, with nothing left running or
    /// pressed, and says so in an error outcome that is `stopped`.
    virtual QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) = 0;
};

} // namespace pilothouse
