#include "model/responses/key_names.h"

#include <QHash>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, QString> &modifierNames()
{
    static const QHash<QString, QString> names{{u"CTRL"_s, u"ctrl"_s},   {u"CONTROL"_s, u"ctrl"_s},
                                               {u"SHIFT"_s, u"shift"_s}, {u"ALT"_s, u"alt"_s},
                                               {u"OPTION"_s, u"alt"_s},  {u"META"_s, u"super"_s},
                                               {u"CMD"_s, u"super"_s},   {u"COMMAND"_s, u"super"_s},
                                               {u"SUPER"_s, u"super"_s}, {u"WIN"_s, u"super"_s}};
    return names;
}

const QHash<QString, QString> &keyNames()
{
    static const QHash<QString, QString> names{{u"ENTER"_s, u"Return"_s},
                                               {u"RETURN"_s, u"Return"_s},
                                               {u"ESC"_s, u"Escape"_s},
                                               {u"ESCAPE"_s, u"Escape"_s},
                                               {u"TAB"_s, u"Tab"_s},
                                               {u"SPACE"_s, u"space"_s},
                                               {u"BACKSPACE"_s, u"BackSpace"_s},
                                               {u"DELETE"_s, u"Delete"_s},
                                               {u"DEL"_s, u"Delete"_s},
                                               {u"INSERT"_s, u"Insert"_s},
                                               {u"HOME"_s, u"Home"_s},
                                               {u"END"_s, u"End"_s},
                                               {u"PAGEUP"_s, u"Page_Up"_s},
                                               {u"PAGEDOWN"_s, u"Page_Down"_s},
                                               {u"UP"_s, u"Up"_s},
                                               {u"ARROWUP"_s, u"Up"_s},
                                               {u"DOWN"_s, u"Down"_s},
                                               {u"ARROWDOWN"_s, u"Down"_s},
                                               {u"LEFT"_s, u"Left"_s},
                                               {u"ARROWLEFT"_s, u"Left"_s},
                                               {u"RIGHT"_s, u"Right"_s},
                                               {u"ARROWRIGHT"_s, u"Right"_s},
                                               {u"CAPSLOCK"_s, u"Caps_Lock"_s},
                                               {u"PRINTSCREEN"_s, u"Print"_s},
                                               {u"PLUS"_s, u"plus"_s},
                                               {u"MINUS"_s, u"minus"_s},
                                               {u" "_s, u"space"_s},
                                               {u"+"_s, u"plus"_s},
                                               {u"-"_s, u"minus"_s}};
    return names;
}

// A key of one letter is that key: a capital is Shift and the key, and would be said so.
QString plainKey(const QString &key)
{
    const QString known = keyNames().value(key.toUpper());
    if (!known.isEmpty())
        return known;
    return key.size() == 1 ? key.toLower() : key;
}

bool isName(const QString &key)
{
    return !key.isEmpty() &&
           std::ranges::none_of(key, [](QChar c) { return c.isSpace() || c == u'+'; });
}

} // namespace

std::optional<QString> chordOf(const QStringList &keys)
{
    QStringList held;
    QStringList pressed;
    for (const QString &key : keys) {
        const QString modifier = modifierNames().value(key.toUpper());
        const QString name = modifier.isEmpty() ? plainKey(key) : modifier;
        if (!isName(name))
            return std::nullopt;
        (modifier.isEmpty() ? pressed : held).append(name);
    }
    return held.isEmpty() ? pressed.join(u' ') : (held + pressed).join(u'+');
}

} // namespace pilothouse
