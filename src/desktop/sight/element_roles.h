#pragma once

#include <QLatin1StringView>

#include <optional>

/// Which things on the accessibility bus a person would point at or read, by number: names of roles
/// may be translated, and differ between toolkits. Source: AT-SPI's atspi-constants.h.
namespace pilothouse {

enum class RoleUse {
    Control, ///< is used; counts without a name, too
    Field,   ///< a control that holds text or a number
    Text,    ///< is read; counts if it says something
};

struct ElementRole
{
    QLatin1StringView name;
    RoleUse use;
};

/// Nothing: a thing of this role only holds others, or says nothing.
std::optional<ElementRole> elementRole(uint role);

} // namespace pilothouse
