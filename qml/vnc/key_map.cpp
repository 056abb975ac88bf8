#include "qml/vnc/key_map.h"

#include <algorithm>
#include <iterator>

namespace pilothouse {

namespace {

struct Named
{
    int key;
    quint32 keysym;
};

constexpr Named kKeys[] = {
    {Qt::Key_Escape, 0xff1b},
    {Qt::Key_Tab, keysyms::kTab},
    {Qt::Key_Backtab, 0xfe20},
    {Qt::Key_Backspace, keysyms::kBackspace},
    {Qt::Key_Return, keysyms::kReturn},
    {Qt::Key_Enter, 0xff8d},
    {Qt::Key_Insert, 0xff63},
    {Qt::Key_Delete, 0xffff},
    {Qt::Key_Pause, 0xff13},
    {Qt::Key_Print, 0xff61},
    {Qt::Key_SysReq, 0xff15},
    {Qt::Key_Clear, 0xff0b},
    {Qt::Key_Home, 0xff50},
    {Qt::Key_End, 0xff57},
    {Qt::Key_Left, 0xff51},
    {Qt::Key_Up, 0xff52},
    {Qt::Key_Right, 0xff53},
    {Qt::Key_Down, 0xff54},
    {Qt::Key_PageUp, 0xff55},
    {Qt::Key_PageDown, 0xff56},
    {Qt::Key_Shift, 0xffe1},
    {Qt::Key_Control, 0xffe3},
    {Qt::Key_Meta, 0xffeb},
    {Qt::Key_Super_L, 0xffeb},
    {Qt::Key_Super_R, 0xffec},
    {Qt::Key_Alt, 0xffe9},
    {Qt::Key_AltGr, 0xfe03},
    {Qt::Key_CapsLock, 0xffe5},
    {Qt::Key_NumLock, 0xff7f},
    {Qt::Key_ScrollLock, 0xff14},
    {Qt::Key_Menu, 0xff67},
    {Qt::Key_Help, 0xff6a},
    {Qt::Key_Multi_key, 0xff20},
    {Qt::Key_Kanji, 0xff21},
    {Qt::Key_Muhenkan, 0xff22},
    {Qt::Key_Henkan, 0xff23},
    {Qt::Key_Hiragana, 0xff25},
    {Qt::Key_Katakana, 0xff26},
    {Qt::Key_Hiragana_Katakana, 0xff27},
    {Qt::Key_Zenkaku_Hankaku, 0xff2a},
    {Qt::Key_Eisu_toggle, 0xff30},
    {Qt::Key_Hangul, 0xff31},
    {Qt::Key_Hangul_Hanja, 0xff34},
    {Qt::Key_Dead_Grave, 0xfe50},
    {Qt::Key_Dead_Acute, 0xfe51},
    {Qt::Key_Dead_Circumflex, 0xfe52},
    {Qt::Key_Dead_Tilde, 0xfe53},
    {Qt::Key_Dead_Macron, 0xfe54},
    {Qt::Key_Dead_Breve, 0xfe55},
    {Qt::Key_Dead_Abovedot, 0xfe56},
    {Qt::Key_Dead_Diaeresis, 0xfe57},
    {Qt::Key_Dead_Abovering, 0xfe58},
    {Qt::Key_Dead_Doubleacute, 0xfe59},
    {Qt::Key_Dead_Caron, 0xfe5a},
    {Qt::Key_Dead_Cedilla, 0xfe5b},
    {Qt::Key_Dead_Ogonek, 0xfe5c},
    {Qt::Key_VolumeDown, 0x1008ff11},
    {Qt::Key_VolumeMute, 0x1008ff12},
    {Qt::Key_VolumeUp, 0x1008ff13},
    {Qt::Key_MediaPlay, 0x1008ff14},
    {Qt::Key_MediaTogglePlayPause, 0x1008ff14},
    {Qt::Key_MediaStop, 0x1008ff15},
    {Qt::Key_MediaPrevious, 0x1008ff16},
    {Qt::Key_MediaNext, 0x1008ff17},
    {Qt::Key_HomePage, 0x1008ff18},
    {Qt::Key_LaunchMail, 0x1008ff19},
    {Qt::Key_Search, 0x1008ff1b},
    {Qt::Key_Calculator, 0x1008ff1d},
    {Qt::Key_Back, keysyms::kBack},
    {Qt::Key_Forward, keysyms::kForward},
    {Qt::Key_Stop, 0x1008ff28},
    {Qt::Key_Refresh, 0x1008ff29},
    {Qt::Key_Favorites, 0x1008ff30},
};

constexpr Named kKeypad[] = {
    {Qt::Key_Home, 0xff95},     {Qt::Key_Left, 0xff96},     {Qt::Key_Up, 0xff97},
    {Qt::Key_Right, 0xff98},    {Qt::Key_Down, 0xff99},     {Qt::Key_PageUp, 0xff9a},
    {Qt::Key_PageDown, 0xff9b}, {Qt::Key_End, 0xff9c},      {Qt::Key_Clear, 0xff9d},
    {Qt::Key_Insert, 0xff9e},   {Qt::Key_Delete, 0xff9f},   {Qt::Key_Enter, 0xff8d},
    {Qt::Key_Equal, 0xffbd},    {Qt::Key_Asterisk, 0xffaa}, {Qt::Key_Plus, 0xffab},
    {Qt::Key_Comma, 0xffac},    {Qt::Key_Minus, 0xffad},    {Qt::Key_Period, 0xffae},
    {Qt::Key_Slash, 0xffaf},
};

template <size_t Size> quint32 find(const Named (&table)[Size], int key)
{
    const auto *const found =
        std::ranges::find_if(table, [key](const Named &named) { return named.key == key; });
    return found == std::end(table) ? 0 : found->keysym;
}

constexpr quint32 kF1 = 0xffbe;
constexpr quint32 kKeypad0 = 0xffb0;

quint32 named(const QKeyEvent &event)
{
    const int key = event.key();
    if (event.modifiers().testFlag(Qt::KeypadModifier)) {
        if (key >= Qt::Key_0 && key <= Qt::Key_9)
            return kKeypad0 + quint32(key - Qt::Key_0);
        if (const quint32 keysym = find(kKeypad, key); keysym != 0)
            return keysym;
    }
    if (key >= Qt::Key_F1 && key <= Qt::Key_F35)
        return kF1 + quint32(key - Qt::Key_F1);
    return find(kKeys, key);
}

// Shortcuts are Latin letters also on a keyboard that has others.
quint32 shortcut(const QKeyEvent &event)
{
    const auto commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    const int key = event.key();
    const bool isLetter = key >= Qt::Key_A && key <= Qt::Key_Z;
    if (!isLetter || !(event.modifiers() & commands))
        return 0;
    const bool isShifted = event.modifiers().testFlag(Qt::ShiftModifier);
    return quint32(key - Qt::Key_A) + (isShifted ? 'A' : 'a');
}

constexpr bool isCharacter(quint32 keysym)
{
    return keysym < 0xfd00 || (keysym >= 0x01000000 && keysym <= 0x0110ffff);
}

bool isLatin(quint32 keysym)
{
    return keysym <= 0xff;
}

} // namespace

quint32 keysyms::ofCharacter(char32_t character)
{
    if (character == U'\n' || character == U'\r')
        return kReturn;
    if (character == U'\t')
        return kTab;
    if (character == U'\b')
        return kBackspace;
    const bool isPrinted = (character >= 0x20 && character < 0x7f) || character >= 0xa0;
    if (!isPrinted)
        return 0;
    return character <= 0xff ? character : 0x01000000 | character;
}

quint32 keysyms::of(const QKeyEvent &event, bool isNative)
{
    const quint32 native = isNative ? event.nativeVirtualKey() : 0;
    if (native != 0 && (isLatin(native) || !isCharacter(native)))
        return native;
    if (const quint32 latin = shortcut(event); latin != 0)
        return latin;
    if (native != 0)
        return native;
    if (const quint32 keysym = named(event); keysym != 0)
        return keysym;
    const QList<uint> text = event.text().toUcs4();
    if (const quint32 typed = text.size() == 1 ? ofCharacter(text.first()) : 0; typed != 0)
        return typed;
    const int key = event.key(); // with Ctrl the text is none, and the key a character's
    return key < 0x0100'0000 ? ofCharacter(QChar(key).toLower().unicode()) : 0;
}

// Up to 88 both numbers are the same; the rest came with later keyboards.
quint32 keysyms::placeOf(quint32 linuxKey)
{
    constexpr quint32 same = 88;
    static constexpr struct
    {
        quint32 key;
        quint32 place;
    } later[] = {
        {89, 0x73},  {90, 0x78},  {91, 0x77},  {92, 0x79},  {93, 0x70},  {94, 0x7b},  {96, 0x9c},
        {97, 0x9d},  {98, 0xb5},  {99, 0x54},  {100, 0xb8}, {102, 0xc7}, {103, 0xc8}, {104, 0xc9},
        {105, 0xcb}, {106, 0xcd}, {107, 0xcf}, {108, 0xd0}, {109, 0xd1}, {110, 0xd2}, {111, 0xd3},
        {113, 0xa0}, {114, 0xae}, {115, 0xb0}, {117, 0x59}, {119, 0xc6}, {121, 0x7e}, {122, 0xf2},
        {123, 0xf1}, {124, 0x7d}, {125, 0xdb}, {126, 0xdc}, {127, 0xdd},
    };
    if (linuxKey <= same)
        return linuxKey;
    const auto *const found =
        std::ranges::find_if(later, [linuxKey](const auto &one) { return one.key == linuxKey; });
    return found == std::end(later) ? 0 : found->place;
}

} // namespace pilothouse
