#include "screen/key_names.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Alias
{
    QLatin1StringView written; ///< lower case, without blanks, '_' and '-'
    xkb_keysym_t keysym;
};

// What X itself does not know, or knows as something else ("Meta_L" is on no key of today).
constexpr Alias kAliases[] = {
    {"ctrl"_L1, XKB_KEY_Control_L},
    {"control"_L1, XKB_KEY_Control_L},
    {"lctrl"_L1, XKB_KEY_Control_L},
    {"rctrl"_L1, XKB_KEY_Control_R},
    {"alt"_L1, XKB_KEY_Alt_L},
    {"lalt"_L1, XKB_KEY_Alt_L},
    {"ralt"_L1, XKB_KEY_Alt_R},
    {"option"_L1, XKB_KEY_Alt_L},
    {"opt"_L1, XKB_KEY_Alt_L},
    {"shift"_L1, XKB_KEY_Shift_L},
    {"lshift"_L1, XKB_KEY_Shift_L},
    {"rshift"_L1, XKB_KEY_Shift_R},
    {"super"_L1, XKB_KEY_Super_L},
    {"win"_L1, XKB_KEY_Super_L},
    {"windows"_L1, XKB_KEY_Super_L},
    {"cmd"_L1, XKB_KEY_Super_L},
    {"command"_L1, XKB_KEY_Super_L},
    {"meta"_L1, XKB_KEY_Super_L},
    {"metal"_L1, XKB_KEY_Super_L},
    {"metar"_L1, XKB_KEY_Super_R},
    {"altgr"_L1, XKB_KEY_ISO_Level3_Shift},
    {"altgraph"_L1, XKB_KEY_ISO_Level3_Shift},
    {"enter"_L1, XKB_KEY_Return},
    {"ret"_L1, XKB_KEY_Return},
    {"newline"_L1, XKB_KEY_Return},
    {"esc"_L1, XKB_KEY_Escape},
    {"del"_L1, XKB_KEY_Delete},
    {"ins"_L1, XKB_KEY_Insert},
    {"bksp"_L1, XKB_KEY_BackSpace},
    {"back"_L1, XKB_KEY_BackSpace},
    {"pgup"_L1, XKB_KEY_Page_Up},
    {"pageup"_L1, XKB_KEY_Page_Up},
    {"pgdn"_L1, XKB_KEY_Page_Down},
    {"pgdown"_L1, XKB_KEY_Page_Down},
    {"pagedown"_L1, XKB_KEY_Page_Down},
    {"spacebar"_L1, XKB_KEY_space},
    {"arrowleft"_L1, XKB_KEY_Left},
    {"leftarrow"_L1, XKB_KEY_Left},
    {"arrowright"_L1, XKB_KEY_Right},
    {"rightarrow"_L1, XKB_KEY_Right},
    {"arrowup"_L1, XKB_KEY_Up},
    {"uparrow"_L1, XKB_KEY_Up},
    {"arrowdown"_L1, XKB_KEY_Down},
    {"downarrow"_L1, XKB_KEY_Down},
    {"capslock"_L1, XKB_KEY_Caps_Lock},
    {"numlock"_L1, XKB_KEY_Num_Lock},
    {"scrolllock"_L1, XKB_KEY_Scroll_Lock},
    {"printscreen"_L1, XKB_KEY_Print},
    {"prtsc"_L1, XKB_KEY_Print},
    {"prtscr"_L1, XKB_KEY_Print},
    {"prtscn"_L1, XKB_KEY_Print},
    {"contextmenu"_L1, XKB_KEY_Menu},
    {"apps"_L1, XKB_KEY_Menu},
    {"hyphen"_L1, XKB_KEY_minus},
    {"dash"_L1, XKB_KEY_minus},
    {"equals"_L1, XKB_KEY_equal},
    {"dot"_L1, XKB_KEY_period},
    {"tilde"_L1, XKB_KEY_asciitilde},
    {"backtick"_L1, XKB_KEY_grave},
    {"quote"_L1, XKB_KEY_apostrophe},
    {"doublequote"_L1, XKB_KEY_quotedbl},
    {"pipe"_L1, XKB_KEY_bar},
    {"star"_L1, XKB_KEY_asterisk},
    {"hash"_L1, XKB_KEY_numbersign},
    {"caret"_L1, XKB_KEY_asciicircum},
    {"forwardslash"_L1, XKB_KEY_slash},
    {"volumeup"_L1, XKB_KEY_XF86AudioRaiseVolume},
    {"volumedown"_L1, XKB_KEY_XF86AudioLowerVolume},
    {"volumemute"_L1, XKB_KEY_XF86AudioMute},
    {"playpause"_L1, XKB_KEY_XF86AudioPlay},
};

// Only to suggest: what people mean most of the time.
constexpr QLatin1StringView kCommon[] = {
    "Return"_L1,
    "Escape"_L1,
    "BackSpace"_L1,
    "Delete"_L1,
    "Insert"_L1,
    "Tab"_L1,
    "space"_L1,
    "Home"_L1,
    "End"_L1,
    "Page_Up"_L1,
    "Page_Down"_L1,
    "Left"_L1,
    "Right"_L1,
    "Up"_L1,
    "Down"_L1,
    "Caps_Lock"_L1,
    "Num_Lock"_L1,
    "Print"_L1,
    "Pause"_L1,
    "Menu"_L1,
    "plus"_L1,
    "minus"_L1,
    "comma"_L1,
    "period"_L1,
    "slash"_L1,
    "backslash"_L1,
    "semicolon"_L1,
    "ctrl"_L1,
    "alt"_L1,
    "shift"_L1,
    "super"_L1,
    "F1"_L1,
    "F5"_L1,
    "F11"_L1,
    "F12"_L1,
    "KP_Enter"_L1,
    "XF86AudioPlay"_L1,
    "XF86AudioMute"_L1,
    "XF86Back"_L1,
    "XF86Reload"_L1,
};

/// "Page_Down", "page-down" and "PageDown" are one name.
QString folded(const QString &name)
{
    QString result = name.toLower();
    if (result.size() > 1)
        result.remove(u'_').remove(u'-').remove(u' ');
    return result;
}

/// Levenshtein distance; names are short.
int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    for (int j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (int i = 1; i <= a.size(); ++i) {
        int diagonal = std::exchange(row[0], i);
        for (int j = 1; j <= b.size(); ++j) {
            const int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
        }
    }
    return row.last();
}

} // namespace

xkb_keysym_t keysymFromCharacter(char32_t character)
{
    switch (character) {
    case U'\n':
    case U'\r':
        return XKB_KEY_Return;
    case U'\t':
        return XKB_KEY_Tab;
    case U'\b':
        return XKB_KEY_BackSpace;
    case 0x1b:
        return XKB_KEY_Escape;
    case 0x7f:
        return XKB_KEY_Delete;
    default:
        break;
    }
    if (character < 0x20 || (character >= 0x80 && character < 0xa0) || character > 0x10ffff)
        return XKB_KEY_NoSymbol;
    const xkb_keysym_t keysym = xkb_utf32_to_keysym(character);
    return keysym != XKB_KEY_NoSymbol ? keysym : 0x01000000U | character;
}

xkb_keysym_t keysymFromName(const QString &name)
{
    const QList<uint> characters = name.normalized(QString::NormalizationForm_C).toUcs4();
    if (characters.size() == 1)
        return keysymFromCharacter(characters.first());
    const QString wanted = folded(name);
    for (const Alias &alias : kAliases) {
        if (wanted == alias.written)
            return alias.keysym;
    }
    const QByteArray exact = name.toUtf8();
    if (exact.contains('\0'))
        return XKB_KEY_NoSymbol;
    const xkb_keysym_t keysym = xkb_keysym_from_name(exact.constData(), XKB_KEYSYM_NO_FLAGS);
    if (keysym != XKB_KEY_NoSymbol)
        return keysym;
    return xkb_keysym_from_name(exact.constData(), XKB_KEYSYM_CASE_INSENSITIVE);
}

QStringList similarKeyNames(const QString &name)
{
    const QString wanted = folded(name.left(32));
    QList<std::pair<int, QString>> found;
    const auto consider = [&](QLatin1StringView known) {
        const QString candidate = folded(known);
        const bool begins = wanted.size() >= 3 && candidate.startsWith(wanted);
        const int steps = begins ? 1 : distance(wanted, candidate);
        if (steps <= std::max<qsizetype>(1, wanted.size() / 3))
            found.append({steps, known});
    };
    for (const QLatin1StringView known : kCommon)
        consider(known);
    for (const Alias &alias : kAliases)
        consider(alias.written);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList names;
    for (const auto &[steps, candidate] : std::as_const(found)) {
        if (names.size() < 3 && !names.contains(candidate, Qt::CaseInsensitive))
            names.append(candidate);
    }
    return names;
}

bool isShift(xkb_keysym_t keysym)
{
    return keysym == XKB_KEY_Shift_L || keysym == XKB_KEY_Shift_R;
}

bool isModifier(xkb_keysym_t keysym)
{
    return (keysym >= XKB_KEY_Shift_L && keysym <= XKB_KEY_Hyper_R && keysym != XKB_KEY_Caps_Lock &&
            keysym != XKB_KEY_Shift_Lock) ||
           keysym == XKB_KEY_ISO_Level3_Shift;
}

} // namespace pilothouse
