#include "qml/chat/terminal_text.h"

#include "qml/chat/terminal_pen.h"

#include <QChar>

#include <algorithm>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostParameters = 64;
constexpr qsizetype kMostBetween = 4;
constexpr qsizetype kLongestTold = 2000;
constexpr QChar kEscape{0x1b};

bool isWithin(QChar character, char16_t first, char16_t last)
{
    return character.unicode() >= first && character.unicode() <= last;
}

/// A control sequence that is whole; what is not is text.
struct Control
{
    qsizetype length = 0; ///< 0: there is none
    QStringView parameters;
    QStringView between;
    QChar final;
    bool tells = false; ///< a title, a link and so on that is not empty
};

/// How many characters from `at` on are within the two, at most `most`.
qsizetype runOf(QStringView text, qsizetype at, qsizetype most, char16_t first, char16_t last)
{
    qsizetype length = 0;
    while (length < most && at + length < text.size() && isWithin(text[at + length], first, last))
        ++length;
    return length;
}

Control controlSequence(QStringView text, qsizetype at)
{
    const qsizetype from = at + 2;
    const qsizetype parameters = runOf(text, from, kMostParameters, u'0', u'?');
    const qsizetype between = runOf(text, from + parameters, kMostBetween, u' ', u'/');
    const qsizetype final = from + parameters + between;
    if (final >= text.size() || !isWithin(text[final], u'@', u'~'))
        return {};
    return {.length = final + 1 - at,
            .parameters = text.mid(from, parameters),
            .between = text.mid(from + parameters, between),
            .final = text[final]};
}

Control command(QStringView text, qsizetype at)
{
    const qsizetype from = at + 2;
    qsizetype end = from;
    const auto isText = [](QChar c) { return c.unicode() > 0x1f && !isWithin(c, 0x7f, 0x9f); };
    while (end < text.size() && end - from < kLongestTold && isText(text[end]))
        ++end;
    const QStringView rest = text.mid(end, 2);
    const qsizetype closing = rest.startsWith(QChar(0x07))              ? 1
                              : rest.startsWith(QStringView(u"\x1b\\")) ? 2
                                                                        : 0;
    if (closing == 0)
        return {};
    return {.length = end + closing - at, .tells = end > from};
}

Control controlAt(QStringView text, qsizetype at)
{
    if (text[at] != kEscape || at + 1 >= text.size())
        return {};
    const QChar kind = text[at + 1];
    if (kind == u'[')
        return controlSequence(text, at);
    if (kind == u']')
        return command(text, at);
    if (text.mid(at + 1).startsWith(u"(B"_s))
        return {.length = 3};
    return {.length = u"=>78"_s.contains(kind) ? 2 : 0};
}

struct Cell
{
    char32_t character;
    QString style;
};

/// Lines of cells, the last of which is written to.
class Screen
{
public:
    TerminalText text;

    void write(char32_t character)
    {
        const Cell cell{character, m_style};
        if (m_column == m_cells.size()) {
            m_cells.append(cell);
        } else {
            Cell &old = m_cells[m_column];
            if (old.character != character && old.character != U' ')
                text.leftOut = true;
            old = cell;
        }
        ++m_column;
    }

    void toStart() { m_column = 0; }

    void back()
    {
        if (m_column == 0)
            return;
        --m_column;
        if (m_column == m_cells.size() - 1)
            cut();
    }

    void endLine()
    {
        finish();
        add(u"\n"_s, text.runs.isEmpty() ? QString() : text.runs.constLast().style);
    }

    void finish()
    {
        for (const Cell &cell : std::as_const(m_cells))
            add(QStringView(QChar::fromUcs4(cell.character)).toString(), cell.style);
        m_cells.clear();
        m_column = 0;
    }

    void control(const Control &control)
    {
        const QStringView given = control.parameters;
        const auto isColour = [](QChar c) { return c.isDigit() || c == u';' || c == u':'; };
        if (control.final == u'm' && control.between.isEmpty() &&
            std::ranges::all_of(given, isColour)) {
            m_pen.take(given);
            m_style = m_pen.style();
        } else if (control.final == u'K' && (given.isEmpty() || given == u"0" || given == u"2")) {
            if (given == u"2")
                m_column = 0; // who clears a line begins it anew
            cut();
        } else if (control.final == u'G' && (given.isEmpty() || given == u"0" || given == u"1")) {
            toStart();
        } else if (!control.final.isNull() || control.tells) {
            text.leftOut = true;
        }
    }

private:
    /// Removes what is at the cursor and behind it.
    void cut()
    {
        if (m_cells.size() > m_column)
            text.leftOut = true;
        m_cells.resize(m_column);
    }

    void add(const QString &more, const QString &style)
    {
        if (!text.runs.isEmpty() && text.runs.constLast().style == style)
            text.runs.last().text += more;
        else
            text.runs.append(TerminalRun{.text = more, .style = style});
    }

    TerminalPen m_pen;
    QString m_style;
    QList<Cell> m_cells;
    qsizetype m_column = 0;
};

char32_t pointAt(QStringView text, qsizetype at)
{
    const bool isPair =
        text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
    return isPair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
}

} // namespace

TerminalText TerminalText::of(const QString &text)
{
    Screen screen;
    for (qsizetype at = 0; at < text.size();) {
        const char32_t point = pointAt(text, at);
        const Control control = controlAt(text, at);
        if (control.length > 0)
            screen.control(control);
        else if (point == U'\n')
            screen.endLine();
        else if (point == U'\r')
            screen.toStart();
        else if (point == U'\b')
            screen.back();
        else
            screen.write(point);
        at += control.length > 0 ? control.length : QChar::requiresSurrogates(point) ? 2 : 1;
    }
    screen.finish();
    const bool showsNothing = screen.text.leftOut && screen.text.plain().trimmed().isEmpty();
    if (!showsNothing)
        return screen.text;
    return {.runs = {TerminalRun{.text = text, .style = {}}}, .leftOut = false};
}

QString TerminalText::plain() const
{
    QString all;
    for (const TerminalRun &run : runs)
        all += run.text;
    return all;
}

TerminalText TerminalText::first(qsizetype length) const
{
    TerminalText kept{.runs = {}, .leftOut = leftOut};
    for (const TerminalRun &run : runs) {
        if (length <= 0)
            break;
        kept.runs.append(TerminalRun{.text = run.text.left(length), .style = run.style});
        length -= run.text.size();
    }
    return kept;
}

} // namespace pilothouse
