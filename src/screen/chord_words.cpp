#include "screen/chord_words.h"

#include "screen/key_aliases.h"
#include "screen/key_names.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// A name, or a '+' or '-' that joins or is a key.
struct Piece
{
    QString text;
    bool joint = false;
    bool afterBlank = false;
};

bool isModifierName(const QString &name)
{
    return isModifier(keysymFromName(name));
}

/// "⌘⇧4" as "super+shift+4", "<Ctrl>c" as "Ctrl+c", "{F4}" as "F4"; fullwidth signs as plain ones.
QString spelledOut(const QString &keys)
{
    static const QRegularExpression bracketed(u"<(\\w{2,})>|\\{(\\w{2,})\\}"_s);
    QString text = keys;
    text.replace(bracketed, u"\uE000\\1\\2\uE001"_s); // borders, made joints below
    QString spelled;
    const auto joinAfter = [&text](qsizetype next) {
        return next < text.size() && !text[next].isSpace() && text[next] != u'+' &&
               text[next] != u'-' && text[next] != u'＋' && text[next] != u'\uE000';
    };
    const auto joinBefore = [&spelled] {
        return !spelled.isEmpty() && (spelled.back().isLetterOrNumber() || spelled.back() == u')');
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (const auto modifier = modifierFromGlyph(character); !modifier.isEmpty()) {
            spelled += (joinBefore() ? u"+"_s : QString()) + modifier;
            spelled += joinAfter(i + 1) ? u"+"_s : QString();
        } else if (character == u'\uE000') {
            spelled += joinBefore() ? u"+"_s : QString();
        } else if (character == u'\uE001') {
            spelled += joinAfter(i + 1) ? u"+"_s : QString();
        } else if (text.size() > 1 && character == u'＋') {
            spelled += u'+';
        } else if (text.size() > 1 && (character == u'‐' || character == u'‑')) {
            spelled += u'-';
        } else {
            spelled += character;
        }
    }
    return spelled.simplified();
}

/// The modifier that a word begins with, if it is set off by '-' or a caret: "ctrl-s", "C-s", "^s".
std::pair<QString, QString> leadingModifier(const QString &word)
{
    if (word.size() > 1 && word.startsWith(u'^'))
        return {u"ctrl"_s, word.sliced(1)};
    const qsizetype dash = word.indexOf(u'-');
    if (dash <= 0)
        return {};
    const QString first = word.left(dash);
    const QString rest = word.sliced(dash + 1);
    if (isModifierName(first))
        return {first, rest};
    if (rest.isEmpty())
        return {};
    if (first == "C"_L1 || first == "M"_L1 || first == "S"_L1)
        return {first == "C"_L1 ? u"ctrl"_s : first == "M"_L1 ? u"alt"_s : u"shift"_s, rest};
    return {};
}

class Tokens
{
public:
    explicit Tokens(const QString &text)
    {
        QString word;
        for (const QChar character : text) {
            if (character != u' ' && character != u'+') {
                word += character;
                continue;
            }
            addWord(std::exchange(word, {}));
            if (character == u'+')
                add(u"+"_s, true);
            else
                m_blank = true;
        }
        addWord(word);
    }
    QList<Piece> take() { return std::move(m_pieces); }

private:
    void add(const QString &text, bool joint)
    {
        m_pieces.append(
            {.text = text, .joint = joint, .afterBlank = std::exchange(m_blank, false)});
    }
    void addWord(QString word)
    {
        const bool afterModifier =
            !m_pieces.isEmpty() && !m_pieces.last().joint && isModifierName(m_pieces.last().text);
        if (afterModifier && word.startsWith(u'-')) { // "ctrl -s", "ctrl - s"
            add(u"-"_s, true);
            word.remove(0, 1);
        }
        for (auto [modifier, rest] = leadingModifier(word); !modifier.isEmpty();
             std::tie(modifier, rest) = leadingModifier(word)) {
            const bool whole = rest.isEmpty();
            add(modifier, false);
            add(whole || word.contains(u'-') ? u"-"_s : u"+"_s, true);
            word = rest;
        }
        if (word == "-"_L1)
            add(word, true);
        else if (!word.isEmpty())
            add(word, false);
    }

    QList<Piece> m_pieces;
    bool m_blank = false;
};

/// "Left ctrl+c" as X and xdotool write it: the arrow, then a chord; not the left Control key.
bool isArrowBeforeChord(const QList<Piece> &pieces, qsizetype at)
{
    const QString &first = pieces[at].text;
    if ((first != "Left"_L1 && first != "Right"_L1) || at + 2 >= pieces.size())
        return false;
    const QString &modifier = pieces[at + 1].text;
    return modifier == modifier.toLower() && isModifierName(modifier) && pieces[at + 2].joint;
}

/// How many pieces from `at` on are the words of one name: "left ctrl", "num pad 5".
int wordsOfName(const QList<Piece> &pieces, qsizetype at)
{
    const QString &first = pieces[at].text;
    if (pieces[at].joint || first.size() < 2 || isModifierName(first) ||
        isArrowBeforeChord(pieces, at))
        return 1;
    const bool known = keysymFromName(first) != XKB_KEY_NoSymbol;
    int found = 1;
    QString name = first;
    for (int count = 2; count <= 3 && at + count <= pieces.size(); ++count) {
        const Piece &next = pieces[at + count - 1];
        if (next.joint || !next.afterBlank)
            break;
        name += next.text;
        const QString folded = foldedKeyName(name);
        if (keysymFromAlias(folded) != XKB_KEY_NoSymbol ||
            (!known && keysymFromName(name) != XKB_KEY_NoSymbol))
            found = count;
    }
    return found;
}

QList<Piece> withWholeNames(const QList<Piece> &pieces)
{
    QList<Piece> whole;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        Piece piece = pieces[i];
        for (int more = wordsOfName(pieces, i); more > 1; --more)
            piece.text += pieces[++i].text;
        whole.append(piece);
    }
    return whole;
}

Failure missingKey(const QString &what)
{
    return fail(Errc::InvalidArgument,
                u"A key is missing beside \"%1\". Join keys by + (ctrl+s), separate chords by "
                "blanks, and name the keys themselves plus, minus and space."_s.arg(what.left(40)));
}

/// Puts pieces together to chords; see splitChords().
class ChordBuilder
{
public:
    explicit ChordBuilder(QList<Piece> pieces) : m_pieces(std::move(pieces)) {}

    Result<QList<QStringList>> build()
    {
        for (qsizetype i = 0; i < m_pieces.size(); ++i) {
            const Result<> taken = m_pieces[i].joint ? takeJoint(i) : takeName(m_pieces[i]);
            if (!taken)
                return fail(taken.error());
        }
        if (!m_joint.isEmpty()) { // "ctrl+" is Control and plus; "a+" lacks a key
            if (!onlyModifiers())
                return missingKey(m_chord.join(u'+') + m_joint);
            m_chord.append(m_joint);
        }
        flush();
        return m_chords;
    }

private:
    bool onlyModifiers() const
    {
        return std::all_of(m_chord.cbegin(), m_chord.cend(), isModifierName);
    }
    void flush()
    {
        if (!m_chord.isEmpty())
            m_chords.append(std::exchange(m_chord, {}));
    }
    Result<> takeJoint(qsizetype at)
    {
        const Piece &piece = m_pieces[at];
        if (m_chord.isEmpty() || !m_joint.isEmpty()) {
            m_chord.append(piece.text);
            m_joint.clear();
        } else if (piece.afterBlank && !joins(at)) { // "1 + 1" is three keys
            flush();
            m_chord.append(piece.text);
        } else {
            m_joint = piece.text;
        }
        return {};
    }
    /// Does a joint that stands free belong to modifiers on one of its sides?
    bool joins(qsizetype at) const
    {
        if (onlyModifiers())
            return true;
        if (at + 1 >= m_pieces.size() || m_pieces[at + 1].joint)
            return false;
        return std::any_of(m_chord.cbegin(), m_chord.cend(), isModifierName) ||
               isModifierName(m_pieces[at + 1].text);
    }
    Result<> takeName(const Piece &piece)
    {
        if (!m_joint.isEmpty() || m_chord.isEmpty()) {
            m_joint.clear();
        } else if (!piece.afterBlank) { // "+{Tab}", "ctrl++a"
            return missingKey(m_chord.join(u'+') + piece.text);
        } else if (!onlyModifiers() || m_chord.contains(piece.text, Qt::CaseInsensitive)) {
            flush(); // the same modifier again is pressed again
        }
        m_chord.append(piece.text);
        return {};
    }

    QList<Piece> m_pieces;
    QList<QStringList> m_chords;
    QStringList m_chord;
    QString m_joint; ///< what waits for a key to join
};

} // namespace

Result<QList<QStringList>> splitChords(const QString &keys)
{
    const QString text = spelledOut(keys);
    const bool blankAtEnd = keys.back().isSpace() && text.size() > 1 && text.endsWith(u'+');
    if (blankAtEnd && !text.endsWith("++"_L1)) // "ctrl+ ": the space bar, or a slip?
        return missingKey(text);
    return ChordBuilder(withWholeNames(Tokens(text).take())).build();
}

} // namespace pilothouse
