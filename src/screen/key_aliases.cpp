// Long: a table of names.
#include "screen/key_aliases.h"

#include <array>
#include <iterator>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Alias
{
    QLatin1StringView written; ///< folded
    xkb_keysym_t keysym;
};

struct Modifier
{
    QLatin1StringView written; ///< folded, without a side
    xkb_keysym_t left;
    xkb_keysym_t right;
};

struct Glyph
{
    char32_t character;
    xkb_keysym_t keysym;
};

// "Meta_L" is on no key of today: what others call meta is the key with the logo. "Mod" and its
// like stand for the key of shortcuts, which is Control on this desktop.
constexpr Modifier kModifiers[] = {
    {"ctrl"_L1, XKB_KEY_Control_L, XKB_KEY_Control_R},
    {"control"_L1, XKB_KEY_Control_L, XKB_KEY_Control_R},
    {"ctl"_L1, XKB_KEY_Control_L, XKB_KEY_Control_R},
    {"cntrl"_L1, XKB_KEY_Control_L, XKB_KEY_Control_R},
    {"alt"_L1, XKB_KEY_Alt_L, XKB_KEY_Alt_R},
    {"option"_L1, XKB_KEY_Alt_L, XKB_KEY_Alt_R},
    {"opt"_L1, XKB_KEY_Alt_L, XKB_KEY_Alt_R},
    {"shift"_L1, XKB_KEY_Shift_L, XKB_KEY_Shift_R},
    {"super"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"win"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"windows"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"cmd"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"command"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"meta"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"os"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"gui"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
    {"logo"_L1, XKB_KEY_Super_L, XKB_KEY_Super_R},
};

constexpr Alias kAliases[] = {
    {"altgr"_L1, XKB_KEY_ISO_Level3_Shift},
    {"altgraph"_L1, XKB_KEY_ISO_Level3_Shift},
    {"vkmenu"_L1, XKB_KEY_Alt_L},
    {"vklmenu"_L1, XKB_KEY_Alt_L},
    {"vkrmenu"_L1, XKB_KEY_Alt_R},
    {"mod"_L1, XKB_KEY_Control_L},
    {"mod1"_L1, XKB_KEY_Alt_L},
    {"mod4"_L1, XKB_KEY_Super_L},
    {"primary"_L1, XKB_KEY_Control_L},
    {"controlormeta"_L1, XKB_KEY_Control_L},
    {"commandorcontrol"_L1, XKB_KEY_Control_L},
    {"cmdorctrl"_L1, XKB_KEY_Control_L},
    {"ctrlorcmd"_L1, XKB_KEY_Control_L},
    {"enter"_L1, XKB_KEY_Return},
    {"ret"_L1, XKB_KEY_Return},
    {"newline"_L1, XKB_KEY_Return},
    {"cr"_L1, XKB_KEY_Return},
    {"lf"_L1, XKB_KEY_Return},
    {"nl"_L1, XKB_KEY_Return},
    {"esc"_L1, XKB_KEY_Escape},
    {"del"_L1, XKB_KEY_Delete},
    {"forwarddelete"_L1, XKB_KEY_Delete},
    {"deleteforward"_L1, XKB_KEY_Delete},
    {"ins"_L1, XKB_KEY_Insert},
    {"bksp"_L1, XKB_KEY_BackSpace},
    {"bs"_L1, XKB_KEY_BackSpace},
    {"back"_L1, XKB_KEY_BackSpace},
    {"backspace"_L1, XKB_KEY_BackSpace},
    {"backtab"_L1, XKB_KEY_ISO_Left_Tab},
    {"pgup"_L1, XKB_KEY_Page_Up},
    {"pageup"_L1, XKB_KEY_Page_Up},
    {"pgdn"_L1, XKB_KEY_Page_Down},
    {"pgdown"_L1, XKB_KEY_Page_Down},
    {"pagedown"_L1, XKB_KEY_Page_Down},
    {"spacebar"_L1, XKB_KEY_space},
    {"spc"_L1, XKB_KEY_space},
    {"arrowleft"_L1, XKB_KEY_Left},
    {"leftarrow"_L1, XKB_KEY_Left},
    {"arrowright"_L1, XKB_KEY_Right},
    {"rightarrow"_L1, XKB_KEY_Right},
    {"arrowup"_L1, XKB_KEY_Up},
    {"uparrow"_L1, XKB_KEY_Up},
    {"arrowdown"_L1, XKB_KEY_Down},
    {"downarrow"_L1, XKB_KEY_Down},
    {"capslock"_L1, XKB_KEY_Caps_Lock},
    {"caps"_L1, XKB_KEY_Caps_Lock},
    {"vkcapital"_L1, XKB_KEY_Caps_Lock},
    {"numlock"_L1, XKB_KEY_Num_Lock},
    {"scrolllock"_L1, XKB_KEY_Scroll_Lock},
    {"printscreen"_L1, XKB_KEY_Print},
    {"prtsc"_L1, XKB_KEY_Print},
    {"prtscr"_L1, XKB_KEY_Print},
    {"prtscn"_L1, XKB_KEY_Print},
    {"prntscrn"_L1, XKB_KEY_Print},
    {"prtscrn"_L1, XKB_KEY_Print},
    {"prntscr"_L1, XKB_KEY_Print},
    {"printscrn"_L1, XKB_KEY_Print},
    {"snapshot"_L1, XKB_KEY_Print},
    {"sysrq"_L1, XKB_KEY_Sys_Req},
    {"sysreq"_L1, XKB_KEY_Sys_Req},
    {"contextmenu"_L1, XKB_KEY_Menu},
    {"apps"_L1, XKB_KEY_Menu},
    {"hyphen"_L1, XKB_KEY_minus},
    {"dash"_L1, XKB_KEY_minus},
    {"equals"_L1, XKB_KEY_equal},
    {"dot"_L1, XKB_KEY_period},
    {"fullstop"_L1, XKB_KEY_period},
    {"tilde"_L1, XKB_KEY_asciitilde},
    {"backtick"_L1, XKB_KEY_grave},
    {"backquote"_L1, XKB_KEY_grave},
    {"quote"_L1, XKB_KEY_apostrophe},
    {"singlequote"_L1, XKB_KEY_apostrophe},
    {"doublequote"_L1, XKB_KEY_quotedbl},
    {"pipe"_L1, XKB_KEY_bar},
    {"star"_L1, XKB_KEY_asterisk},
    {"hash"_L1, XKB_KEY_numbersign},
    {"caret"_L1, XKB_KEY_asciicircum},
    {"exclamation"_L1, XKB_KEY_exclam},
    {"exclamationmark"_L1, XKB_KEY_exclam},
    {"questionmark"_L1, XKB_KEY_question},
    {"atsign"_L1, XKB_KEY_at},
    {"lessthan"_L1, XKB_KEY_less},
    {"greaterthan"_L1, XKB_KEY_greater},
    {"forwardslash"_L1, XKB_KEY_slash},
    {"leftbracket"_L1, XKB_KEY_bracketleft},
    {"openbracket"_L1, XKB_KEY_bracketleft},
    {"lbracket"_L1, XKB_KEY_bracketleft},
    {"rightbracket"_L1, XKB_KEY_bracketright},
    {"closebracket"_L1, XKB_KEY_bracketright},
    {"rbracket"_L1, XKB_KEY_bracketright},
    {"leftparen"_L1, XKB_KEY_parenleft},
    {"rightparen"_L1, XKB_KEY_parenright},
    // pyautogui and VK_ mean the keypad; X's "multiply" would be the sign ×.
    {"add"_L1, XKB_KEY_KP_Add},
    {"subtract"_L1, XKB_KEY_KP_Subtract},
    {"multiply"_L1, XKB_KEY_KP_Multiply},
    {"divide"_L1, XKB_KEY_KP_Divide},
    {"decimal"_L1, XKB_KEY_KP_Decimal},
    {"separator"_L1, XKB_KEY_KP_Separator},
    {"volumeup"_L1, XKB_KEY_XF86AudioRaiseVolume},
    {"audiovolumeup"_L1, XKB_KEY_XF86AudioRaiseVolume},
    {"volumedown"_L1, XKB_KEY_XF86AudioLowerVolume},
    {"audiovolumedown"_L1, XKB_KEY_XF86AudioLowerVolume},
    {"volumemute"_L1, XKB_KEY_XF86AudioMute},
    {"audiovolumemute"_L1, XKB_KEY_XF86AudioMute},
    {"mute"_L1, XKB_KEY_XF86AudioMute},
    {"playpause"_L1, XKB_KEY_XF86AudioPlay},
    {"mediaplaypause"_L1, XKB_KEY_XF86AudioPlay},
    {"mediastop"_L1, XKB_KEY_XF86AudioStop},
    {"nexttrack"_L1, XKB_KEY_XF86AudioNext},
    {"medianexttrack"_L1, XKB_KEY_XF86AudioNext},
    {"mediatracknext"_L1, XKB_KEY_XF86AudioNext},
    {"prevtrack"_L1, XKB_KEY_XF86AudioPrev},
    {"mediaprevtrack"_L1, XKB_KEY_XF86AudioPrev},
    {"mediatrackprevious"_L1, XKB_KEY_XF86AudioPrev},
    {"browserback"_L1, XKB_KEY_XF86Back},
    {"browserforward"_L1, XKB_KEY_XF86Forward},
    {"browserrefresh"_L1, XKB_KEY_XF86Reload},
    {"browserhome"_L1, XKB_KEY_XF86HomePage},
    {"browsersearch"_L1, XKB_KEY_XF86Search},
    {"browserfavorites"_L1, XKB_KEY_XF86Favorites},
};

// What stands after "numpad" and its like, where X's own name ("KP_Home") is another.
constexpr Alias kKeypad[] = {
    {"plus"_L1, XKB_KEY_KP_Add},        {"+"_L1, XKB_KEY_KP_Add},
    {"minus"_L1, XKB_KEY_KP_Subtract},  {"star"_L1, XKB_KEY_KP_Multiply},
    {"*"_L1, XKB_KEY_KP_Multiply},      {"asterisk"_L1, XKB_KEY_KP_Multiply},
    {"slash"_L1, XKB_KEY_KP_Divide},    {"/"_L1, XKB_KEY_KP_Divide},
    {"period"_L1, XKB_KEY_KP_Decimal},  {"dot"_L1, XKB_KEY_KP_Decimal},
    {"."_L1, XKB_KEY_KP_Decimal},       {"return"_L1, XKB_KEY_KP_Enter},
    {"equals"_L1, XKB_KEY_KP_Equal},    {"="_L1, XKB_KEY_KP_Equal},
    {"comma"_L1, XKB_KEY_KP_Separator}, {"clear"_L1, XKB_KEY_Clear},
    {"pageup"_L1, XKB_KEY_KP_Page_Up},  {"pagedown"_L1, XKB_KEY_KP_Page_Down},
    {"pgup"_L1, XKB_KEY_KP_Page_Up},    {"pgdn"_L1, XKB_KEY_KP_Page_Down},
    {"ins"_L1, XKB_KEY_KP_Insert},      {"del"_L1, XKB_KEY_KP_Delete},
};

// Source: the Apple Style Guide and Unicode's "Miscellaneous Technical" block.
constexpr Glyph kGlyphs[] = {
    {U'⏎', XKB_KEY_Return},       {U'↩', XKB_KEY_Return},    {U'↵', XKB_KEY_Return},
    {U'⌤', XKB_KEY_KP_Enter},     {U'⌫', XKB_KEY_BackSpace}, {U'⌦', XKB_KEY_Delete},
    {U'⎋', XKB_KEY_Escape},       {U'⇥', XKB_KEY_Tab},       {U'↹', XKB_KEY_Tab},
    {U'⇤', XKB_KEY_ISO_Left_Tab}, {U'⇞', XKB_KEY_Page_Up},   {U'⇟', XKB_KEY_Page_Down},
    {U'↖', XKB_KEY_Home},         {U'↘', XKB_KEY_End},       {U'←', XKB_KEY_Left},
    {U'→', XKB_KEY_Right},        {U'↑', XKB_KEY_Up},        {U'↓', XKB_KEY_Down},
    {U'␣', XKB_KEY_space},        {U'⇪', XKB_KEY_Caps_Lock}, {U'⎙', XKB_KEY_Print},
    {U'⌘', XKB_KEY_Super_L},      {U'⊞', XKB_KEY_Super_L},   {U'❖', XKB_KEY_Super_L},
    {U'⇧', XKB_KEY_Shift_L},      {U'⌥', XKB_KEY_Alt_L},     {U'⎇', XKB_KEY_Alt_L},
    {U'⌃', XKB_KEY_Control_L},    {U'⎈', XKB_KEY_Control_L},
};

template <typename Table> xkb_keysym_t lookUp(const Table &table, QStringView name)
{
    for (const Alias &alias : table) {
        if (name == alias.written)
            return alias.keysym;
    }
    return XKB_KEY_NoSymbol;
}

xkb_keysym_t byXName(const QString &name)
{
    const QByteArray bytes = name.toLatin1();
    return xkb_keysym_from_name(bytes.constData(), XKB_KEYSYM_CASE_INSENSITIVE);
}

/// "lctrl", "ctrlleft", "rightcontrol": a modifier and its side.
xkb_keysym_t modifierWithSide(QStringView name)
{
    for (const Modifier &modifier : kModifiers) {
        QStringView side;
        if (name.startsWith(modifier.written))
            side = name.sliced(modifier.written.size());
        else if (name.endsWith(modifier.written))
            side = name.chopped(modifier.written.size());
        else
            continue;
        if (side.isEmpty() || side == "l"_L1 || side == "left"_L1)
            return modifier.left;
        if (side == "r"_L1 || side == "right"_L1)
            return modifier.right;
    }
    return XKB_KEY_NoSymbol;
}

/// "numpad5", "num5", "kp_enter", "keypadadd".
xkb_keysym_t onKeypad(const QString &name)
{
    for (const QLatin1StringView prefix :
         {"numpad"_L1, "numberpad"_L1, "keypad"_L1, "num"_L1, "kp"_L1, "np"_L1}) {
        if (!name.startsWith(prefix) || name.size() == prefix.size())
            continue;
        const QString rest = name.sliced(prefix.size());
        const xkb_keysym_t known = lookUp(kKeypad, rest);
        return known != XKB_KEY_NoSymbol ? known : byXName(u"KP_"_s + rest);
    }
    return XKB_KEY_NoSymbol;
}

/// What is left of "keya", "vkreturn", "keysenter", "key.enter" or "enterkey", if it is one of
/// them; "digit5" is 5.
std::optional<QString> withoutWrapping(const QString &name)
{
    for (const QLatin1StringView prefix :
         {"keys."_L1, "key."_L1, "digit"_L1, "key"_L1, "vk"_L1, "xk"_L1}) {
        if (name.startsWith(prefix) && name.size() > prefix.size())
            return name.sliced(prefix.size());
    }
    if (name.endsWith("key"_L1) && name.size() > 3)
        return name.chopped(3);
    return std::nullopt;
}

xkb_keysym_t unwrapped(const QString &name)
{
    if (const xkb_keysym_t known = lookUp(kAliases, name); known != XKB_KEY_NoSymbol)
        return known;
    if (const xkb_keysym_t modifier = modifierWithSide(name); modifier != XKB_KEY_NoSymbol)
        return modifier;
    return onKeypad(name);
}

} // namespace

QString foldedKeyName(const QString &name)
{
    QString result = name.toLower();
    if (result.size() > 1)
        result.remove(u'_').remove(u'-').remove(u' ');
    return result;
}

xkb_keysym_t keysymFromAlias(const QString &folded)
{
    if (const xkb_keysym_t known = unwrapped(folded); known != XKB_KEY_NoSymbol)
        return known;
    const std::optional<QString> inside = withoutWrapping(folded);
    if (!inside)
        return XKB_KEY_NoSymbol;
    const xkb_keysym_t known = unwrapped(*inside);
    return known != XKB_KEY_NoSymbol ? known : byXName(*inside);
}

xkb_keysym_t keysymFromGlyph(char32_t character)
{
    for (const Glyph &glyph : kGlyphs) {
        if (glyph.character == character)
            return glyph.keysym;
    }
    return XKB_KEY_NoSymbol;
}

QLatin1StringView modifierFromGlyph(QChar character)
{
    switch (keysymFromGlyph(character.unicode())) {
    case XKB_KEY_Super_L:
        return "super"_L1;
    case XKB_KEY_Shift_L:
        return "shift"_L1;
    case XKB_KEY_Alt_L:
        return "alt"_L1;
    case XKB_KEY_Control_L:
        return "ctrl"_L1;
    default:
        return {};
    }
}

QList<QLatin1StringView> aliasNames()
{
    QList<QLatin1StringView> names;
    for (const Modifier &modifier : kModifiers)
        names.append(modifier.written);
    for (const Alias &alias : kAliases)
        names.append(alias.written);
    return names;
}

} // namespace pilothouse
