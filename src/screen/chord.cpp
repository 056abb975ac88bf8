#include "screen/chord.h"

#include "screen/chord_words.h"
#include "screen/key_names.h"

#include <QStringList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestField = 1000; // far above anything sensible; keeps errors short

QString quoted(const QString &text)
{
    return u'"' + (text.size() > 40 ? text.left(40) + u'…' : text) + u'"';
}

Failure unknownKey(const QString &name)
{
    const QStringList similar = similarKeyNames(name);
    QString message = u"Unknown key "_s + quoted(name) + u'.';
    if (!similar.isEmpty())
        message += u" Did you mean "_s + similar.join(u", "_s) + u'?';
    else
        message += u" Names are such as Return, Page_Down, F5, ctrl+s; type writes text."_s;
    return fail(Errc::InvalidArgument, message);
}

/// Menus write letters large, but mean the key; X would add Shift to reach the capital. Letters
/// beyond ASCII may sit on keys of our own that do not know Shift: there the letter says it.
void settleCase(Chord &chord)
{
    if (!std::ranges::any_of(chord, isModifier))
        return;
    const bool shifted = std::ranges::any_of(chord, isShift);
    for (xkb_keysym_t &keysym : chord) {
        if (shifted && keysym > 0x7f)
            keysym = xkb_keysym_to_upper(keysym);
        else
            keysym = xkb_keysym_to_lower(keysym);
    }
}

Result<Chord> readChord(const QStringList &names)
{
    Chord modifiers;
    Chord others;
    for (const QString &name : names) {
        const xkb_keysym_t keysym = keysymFromName(name);
        if (keysym == XKB_KEY_NoSymbol)
            return unknownKey(name);
        Chord &part = isModifier(keysym) ? modifiers : others;
        if (!part.contains(keysym))
            part.append(keysym);
        else if (!isModifier(keysym))
            return fail(Errc::InvalidArgument, u"A key cannot be pressed twice at once: "_s +
                                                   quoted(names.join(u'+')) +
                                                   u". Separate presses by blanks."_s);
    }
    if (names.size() > 1 && names.first() == "^"_L1)
        return fail(Errc::InvalidArgument, u"Unknown modifier \"^\". Did you mean ctrl?"_s);
    Chord chord = modifiers + others;
    settleCase(chord);
    return chord;
}

} // namespace

Result<QList<Chord>> parseChords(const QString &keys)
{
    if (keys.isEmpty())
        return fail(Errc::InvalidArgument, u"No key given."_s);
    if (keys.size() > kLongestField)
        return fail(Errc::InvalidArgument, u"Too many keys at once."_s);
    if (keys.trimmed().isEmpty()) { // a blank itself: " ", "\n", "\t"
        const xkb_keysym_t keysym = keysymFromCharacter(keys.front().unicode());
        if (keysym == XKB_KEY_NoSymbol)
            return unknownKey(keys);
        return QList<Chord>{Chord{keysym}};
    }
    const Result<QList<QStringList>> written = splitChords(keys);
    if (!written)
        return fail(written.error());
    QList<Chord> chords;
    for (const QStringList &names : *written) {
        Result<Chord> chord = readChord(names);
        if (!chord)
            return fail(chord.error());
        chords.append(std::move(*chord));
    }
    return chords;
}

Result<Chord> parseOneChord(const QString &keys)
{
    Result<QList<Chord>> chords = parseChords(keys);
    if (!chords)
        return fail(chords.error());
    if (chords->size() != 1)
        return fail(Errc::InvalidArgument,
                    u"Keys held at once are one chord, such as ctrl+shift: "_s + quoted(keys) +
                        u'.');
    return chords->takeFirst();
}

Result<Chord> parseModifiers(const QString &modifiers)
{
    if (modifiers.trimmed().isEmpty())
        return Chord{};
    Result<Chord> chord = parseOneChord(modifiers);
    if (!chord)
        return chord;
    if (!std::ranges::all_of(*chord, isModifier))
        return fail(Errc::InvalidArgument, u"Not a modifier such as ctrl, shift, alt or super: "_s +
                                               quoted(modifiers) + u'.');
    return chord;
}

} // namespace pilothouse
