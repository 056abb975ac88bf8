#pragma once

#include "core/call_action.h"

#include <QJsonObject>
#include <QRect>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// The tools there are, in the order in which a model is told of them.
inline const QStringList &toolNames()
{
    static const QStringList names{
        QStringLiteral("computer"), QStringLiteral("bash"),      QStringLiteral("edit"),
        QStringLiteral("elements"), QStringLiteral("act_on"),    QStringLiteral("read_page"),
        QStringLiteral("windows"),  QStringLiteral("clipboard"), QStringLiteral("wait_for")};
    return names;
}

/// What of the screen a call is about.
struct CallTarget
{
    QString role;                    ///< "button"
    QString name = {};               ///< "Send"
    std::optional<QRect> place = {}; ///< in pixels of the model's pictures
};

/// One thing the model asks to be done, in our own terms whatever dialect it was said in.
/// Made by model/dialect, carried out by tools/.
struct ToolCall
{
    QString id;           ///< the API's tool_use id; opaque
    QString toolset = {}; ///< "computer" when the call belongs to the toolset; echoed in the answer
    QString name = {};    ///< the name the model used, for messages about unknown tools
    QString tool = {};    ///< one of toolNames(); empty: unknown to us
    QString action = {};  ///< one of actionNames(tool): "left_click", "view", "run" …
    QJsonObject input = {}; ///< the arguments, without the action
    /// Look at the screen afterwards and attach the picture. False inside a batch of computer
    /// actions, whose last one looks: the action then only waits until the screen is still.
    bool look = true;
    /// The same in calls that were made as one and are answered as one: by the picture after the
    /// last of them, so that one looks in any case. Empty: the call stands alone.
    QString unit = {};
    QList<SafetyCheck> checks = {}; ///< before this call and the rest of its unit
    /// What the id of an element in it stands for; the tools know that (ToolBox::explained()).
    std::optional<CallTarget> target = {};
    QString malformed = {}; ///< not empty: why the input cannot be used; the call must be refused
};

} // namespace pilothouse
