#pragma once

#include "remote/desk_link.h"
#include "tools/tool.h"

#include <QHash>

namespace pilothouse {

/// What the ids of elements and windows stand for that the model was told of a desktop on a node.
using ToldTargets = QHash<QString, CallTarget>;

/// A tool that is carried out whole on a node: one message there, one back.
class RemoteTool final : public Tool
{
public:
    /// Both outlive it. `targets` is shared by all tools of the desktop.
    RemoteTool(QString name, DeskLink &link, ToldTargets &targets)
        : m_name(std::move(name)), m_link(link), m_targets(targets)
    {
    }
    QString name() const override { return m_name; }
    std::optional<CallTarget> target(const ToolCall &call) const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    void note(const ToldTargets &targets);

    QString m_name;
    DeskLink &m_link;
    ToldTargets &m_targets;
};

} // namespace pilothouse
