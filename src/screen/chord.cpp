#include "screen/chord.h"

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

/// Splits at '+'; a '+' that has no name before it is a key itself ("ctrl++", "+").
QStringList splitChord(const QString &chord)
{
    QStringList names;
    QString name;
    for (const QChar character : chord) {
        if (character == u'+' && !name.isEmpty()) {
            names.append(std::exchange(name, {}));
        } else {
            name.append(character);
        }
    }
    if (!name.isEmpty())
        names.append(name);
    else if (chord.endsWith(u'+') && chord.size() > 1)
        names.append(u"+"_s);
    return names;
}

/// "ctrl-shift-t": only when all but the last are modifiers, so that "XF86-Back" stays a name.
QStringList splitDashed(const QString &name)
{
    QStringList parts = name.split(u'-', Qt::SkipEmptyParts);
    if (parts.size() < 2)
        return {name};
    const bool modifiers = std::all_of(parts.cbegin(), parts.cend() - 1, [](const QString &part) {
        return isModifier(keysymFromName(part));
    });
    return modifiers ? parts : QStringList{name};
}

Failure unknownKey(const QString &name)
{
    const QStringList similar = similarKeyNames(name);
    QString message = u"Unknown key "_s + quoted(name) + u'.';
    if (!similar.isEmpty())
        message += u" Did you mean "_s + similar.join(u", "_s) + u'?';
    return fail(Errc::InvalidArgument, message);
}

Result<Chord> parseChord(const QString &text)
{
    Chord chord;
    for (const QString &name : splitChord(text)) {
        if (const xkb_keysym_t keysym = keysymFromName(name); keysym != XKB_KEY_NoSymbol) {
            chord.append(keysym);
            continue;
        }
        for (const QString &part : splitDashed(name)) {
            const xkb_keysym_t keysym = keysymFromName(part);
            if (keysym == XKB_KEY_NoSymbol)
                return unknownKey(part);
            chord.append(keysym);
        }
    }
    return chord;
}

bool endsInModifier(const QString &chord)
{
    const QStringList names = splitChord(chord);
    return !names.isEmpty() && isModifier(keysymFromName(names.last()));
}

/// Blanks separate chords, but "ctrl + s" and "ctrl+ s" are one, and so is "Page Down".
QStringList splitField(const QString &keys)
{
    const QStringList words = keys.simplified().split(u' ', Qt::SkipEmptyParts);
    QStringList chords;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        const bool last = i + 1 == words.size();
        const bool joins = !chords.isEmpty() && endsInModifier(chords.last());
        if (joins && word == u"+" && !last)
            chords.last() += word + words[++i];
        else if (joins && word.size() > 1 && word.startsWith(u'+'))
            chords.last() += word;
        else if (word.size() > 1 && word.endsWith(u'+') && !last && endsInModifier(word.chopped(1)))
            chords.append(word + words[++i]);
        else if (!last && word.size() > 1 && keysymFromName(word) == XKB_KEY_NoSymbol &&
                 keysymFromName(word + words[i + 1]) != XKB_KEY_NoSymbol)
            chords.append(word + words[++i]);
        else
            chords.append(word);
    }
    return chords;
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
    QList<Chord> chords;
    for (const QString &text : splitField(keys)) {
        Result<Chord> chord = parseChord(text);
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
    if (chord && !std::ranges::all_of(*chord, isModifier))
        return fail(Errc::InvalidArgument, u"Not a modifier such as ctrl, shift, alt or super: "_s +
                                               quoted(modifiers) + u'.');
    return chord;
}

} // namespace pilothouse
