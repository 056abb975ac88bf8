#include "screen/key_names.h"

#include "screen/key_aliases.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

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

/// X's names of the pictures of control characters ("ff", "vt"): nobody means those by a key.
/// Source: X11/keysymdef.h, XK_SPECIAL.
bool isPictureOfControl(xkb_keysym_t keysym)
{
    return keysym >= XKB_KEY_blank && keysym <= XKB_KEY_vt;
}

xkb_keysym_t keysymFromXName(const QString &name)
{
    const QByteArray written = name.toUtf8();
    if (written.contains('\0'))
        return XKB_KEY_NoSymbol;
    xkb_keysym_t keysym = xkb_keysym_from_name(written.constData(), XKB_KEYSYM_NO_FLAGS);
    if (keysym == XKB_KEY_NoSymbol)
        keysym = xkb_keysym_from_name(written.constData(), XKB_KEYSYM_CASE_INSENSITIVE);
    return isPictureOfControl(keysym) ? XKB_KEY_NoSymbol : keysym;
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
    if (characters.size() == 1) {
        const xkb_keysym_t drawn = keysymFromGlyph(characters.first());
        return drawn != XKB_KEY_NoSymbol ? drawn : keysymFromCharacter(characters.first());
    }
    const xkb_keysym_t alias = keysymFromAlias(foldedKeyName(name));
    return alias != XKB_KEY_NoSymbol ? alias : keysymFromXName(name);
}

QStringList similarKeyNames(const QString &name)
{
    const QString wanted = foldedKeyName(name.left(32));
    QList<std::pair<int, QString>> found;
    const auto consider = [&](QLatin1StringView known) {
        const QString candidate = foldedKeyName(known);
        const bool begins = wanted.size() >= 3 && candidate.startsWith(wanted);
        const int steps = begins ? 1 : distance(wanted, candidate);
        if (steps <= std::max<qsizetype>(1, wanted.size() / 3))
            found.append({steps, known});
    };
    for (const QLatin1StringView known : kCommon)
        consider(known);
    for (const QLatin1StringView alias : aliasNames())
        consider(alias);
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
