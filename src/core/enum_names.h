#pragma once

#include <QString>

#include <array>
#include <optional>

/// The names of an enum's values, written once for both directions:
///
///     constexpr std::array kShapes{EnumName{Shape::Round, "round"_L1},
///                                  EnumName{Shape::Square, "square"_L1}};
namespace pilothouse {

template <typename Enum> struct EnumName
{
    Enum value;
    QLatin1StringView name;
};
// clang 14 does not deduce aggregates by itself.
template <typename Enum> EnumName(Enum, QLatin1StringView) -> EnumName<Enum>;

/// The name of a value that the table has.
template <typename Enum, std::size_t size>
QString nameIn(const std::array<EnumName<Enum>, size> &table, Enum value)
{
    for (const EnumName<Enum> &each : table)
        if (each.value == value)
            return each.name;
    Q_UNREACHABLE();
}

template <typename Enum, std::size_t size>
std::optional<Enum> valueIn(const std::array<EnumName<Enum>, size> &table, const QString &name)
{
    for (const EnumName<Enum> &each : table)
        if (each.name == name)
            return each.value;
    return std::nullopt;
}

} // namespace pilothouse
