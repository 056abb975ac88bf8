#pragma once

#include "tools/arguments.h"
#include "tools/screen_scale.h"

#include <QPoint>

#include <optional>

namespace pilothouse {

/// The kinds of arguments that several actions of the computer tool share. Pure.
/// Every failure is InvalidArgument with a message for the model.
class ComputerReading
{
public:
    ComputerReading(Arguments arguments, ScreenScale scale)
        : m_arguments(std::move(arguments)), m_scale(scale)
    {
    }

    const Arguments &arguments() const { return m_arguments; }
    const ScreenScale &scale() const { return m_scale; }

    /// [x, y] in the picture, as a screen point.
    Result<QPoint> point(const QString &field) const;
    Result<std::optional<QPoint>> optionalPoint(const QString &field) const;

    /// [[x, y], …] in the picture, at most 100, as screen points; none where the field is missing.
    Result<QList<QPoint>> points(const QString &field) const;

    /// Keys to hold down meanwhile, from `text`; empty for none. Modifiers only: whatever else it
    /// names would be typed by an action that is judged as a click.
    Result<QString> modifiers() const;

    /// Keys to press, from `text`. A lone blank is the space bar, as some models write it.
    Result<QString> keys() const;

    /// `duration`, 0 to 300.
    Result<double> seconds() const;

private:
    Arguments m_arguments;
    ScreenScale m_scale;
};

} // namespace pilothouse
