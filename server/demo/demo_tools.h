#pragma once

#include "demo/demo_script.h"

#include <QJsonArray>
#include <QSize>
#include <QStringList>

namespace pilothouse {

/// A tool_use block to be sent. `toolset` is empty outside of the toolset dialect.
struct DemoToolUse
{
    QByteArray id;
    QString name;
    QString toolset = {};
    QByteArray input; ///< one JSON object
};

/// What a request's `tools` array offers, and in which dialect it wants to be called. Understands
/// the computer toolset, the older single computer tools, the hosted shell and editor, plain tools
/// of our own names ("computer" with an `action`, "bash", "edit", "elements"), and one plain tool
/// per action.
class DemoTools
{
public:
    explicit DemoTools(const QJsonArray &tools);

    bool isEmpty() const
    {
        return m_style == Style::None && m_bash.isEmpty() && m_edit.isEmpty() && m_own.isEmpty();
    }
    bool offers(const DemoCall &call) const;
    /// Several computer actions may go out in one reply: only a toolset says how they are halted.
    bool takesBatches() const { return m_style == Style::Toolset; }
    /// The screenshots' size as declared; invalid when the dialect does not say.
    QSize declaredSize() const { return m_size; }
    /// `call` in the request's dialect. Precondition: offers(call).
    DemoToolUse encode(const DemoCall &call, const QByteArray &id) const;

private:
    /// How a computer action is called: not at all, as a toolset's member, as the `action` of one
    /// tool, or as a tool of its own.
    enum class Style { None, Toolset, Action, Members };

    void readHosted(const QString &type, const QJsonObject &tool);
    void readPlain(const QString &name, const QJsonObject &tool);

    Style m_style = Style::None;
    QString m_computer;
    QString m_bash;
    QString m_edit;
    QSize m_size;
    QStringList m_missing; ///< computer actions that are switched off
    QStringList m_own;     ///< our own plain tools
    QStringList m_members; ///< with Style::Members: the only ones there are
};

} // namespace pilothouse
