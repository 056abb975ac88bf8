#include "desktop/sight/element_roles.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

struct Row
{
    uint number;
    ElementRole role;
};

constexpr std::array kRows{
    Row{2, {"alert"_L1, RoleUse::Text}},
    Row{7, {"check box"_L1, RoleUse::Control}},
    Row{8, {"check menu item"_L1, RoleUse::Control}},
    Row{10, {"column header"_L1, RoleUse::Text}},
    Row{11, {"combo box"_L1, RoleUse::Field}},
    Row{12, {"date field"_L1, RoleUse::Field}},
    Row{13, {"icon"_L1, RoleUse::Control}},
    Row{16, {"dialog"_L1, RoleUse::Text}},
    Row{26, {"icon"_L1, RoleUse::Control}},
    Row{27, {"image"_L1, RoleUse::Text}},
    Row{29, {"label"_L1, RoleUse::Text}},
    Row{32, {"list item"_L1, RoleUse::Text}},
    Row{33, {"menu"_L1, RoleUse::Control}},
    Row{35, {"menu item"_L1, RoleUse::Control}},
    Row{37, {"tab"_L1, RoleUse::Control}},
    Row{40, {"password"_L1, RoleUse::Control}},
    Row{42, {"progress bar"_L1, RoleUse::Field}},
    Row{43, {"button"_L1, RoleUse::Control}},
    Row{44, {"radio button"_L1, RoleUse::Control}},
    Row{45, {"radio menu item"_L1, RoleUse::Control}},
    Row{51, {"slider"_L1, RoleUse::Field}},
    Row{52, {"spin button"_L1, RoleUse::Field}},
    Row{54, {"status bar"_L1, RoleUse::Text}},
    Row{56, {"cell"_L1, RoleUse::Text}},
    Row{57, {"column header"_L1, RoleUse::Text}},
    Row{58, {"row header"_L1, RoleUse::Text}},
    Row{60, {"terminal"_L1, RoleUse::Control}},
    Row{61, {"text"_L1, RoleUse::Field}},
    Row{62, {"toggle button"_L1, RoleUse::Control}},
    Row{64, {"tool tip"_L1, RoleUse::Text}},
    Row{73, {"paragraph"_L1, RoleUse::Text}},
    Row{76, {"field"_L1, RoleUse::Field}},
    Row{79, {"field"_L1, RoleUse::Field}},
    Row{83, {"heading"_L1, RoleUse::Text}},
    Row{88, {"link"_L1, RoleUse::Control}},
    Row{91, {"tree item"_L1, RoleUse::Control}},
    Row{101, {"notification"_L1, RoleUse::Text}},
    Row{102, {"info bar"_L1, RoleUse::Text}},
    Row{103, {"level bar"_L1, RoleUse::Field}},
    Row{116, {"text"_L1, RoleUse::Text}},
    Row{129, {"menu button"_L1, RoleUse::Control}},
    Row{130, {"switch"_L1, RoleUse::Control}},
};
static_assert(std::ranges::is_sorted(kRows, {}, &Row::number));

} // namespace

std::optional<ElementRole> elementRole(uint role)
{
    const auto found = std::ranges::lower_bound(kRows, role, {}, &Row::number);
    if (found == kRows.end() || found->number != role)
        return std::nullopt;
    return found->role;
}

} // namespace pilothouse
