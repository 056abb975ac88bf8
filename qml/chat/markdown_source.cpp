#include "qml/chat/markdown_source.h"

#include "qml/chat/hidden_text.h"
#include "qml/chat/rich_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Noncharacters: Unicode keeps them for a program's own use; the first two are Qt's.
constexpr QChar kFirstSign{0xfdd0};
constexpr QChar kLastSign{0xfdef};
constexpr QChar kMark{0xfdd4}; // a number, then:
constexpr QChar kMarkEnd{0xfdd5};
constexpr QChar kLineEnd{0xfdd6};

bool isSign(QChar character)
{
    return character >= kFirstSign && character <= kLastSign;
}

/// Lines that are only text: in a table or a rule a sign would be in the way.
bool isPlainLine(const QString &line)
{
    static const QRegularExpression other(
        uR"(^\s*$|\||^\s*(```|~~~)|^\s{4,}|^\s*[-=*_\s]+$|^\s*\[[^\]]+\]:|^\s*#{1,6}\s)"_s);
    return !other.match(line).hasMatch();
}

bool goesOn(const QString &line)
{
    static const QRegularExpression begins(uR"(^\s*([-*+]|\d{1,9}[.)])(\s|$)|^\s*>)"_s);
    return isPlainLine(line) && !begins.match(line).hasMatch();
}

/// Keeps the ends of lines that go on, which Markdown takes for blanks.
QString keptLineEnds(const QString &markdown)
{
    static const QRegularExpression hardBreak(uR"(( {2,}|\\)$)"_s);
    static const QRegularExpression fence(uR"(^\s*(```|~~~))"_s);
    QStringList lines = markdown.split(u'\n');
    bool isInCode = false;
    for (qsizetype at = 0; at + 1 < lines.size(); ++at) {
        QString &line = lines[at];
        if (fence.match(line).hasMatch())
            isInCode = !isInCode;
        if (isInCode || !isPlainLine(line) || !goesOn(lines.at(at + 1).trimmed()))
            continue;
        line.remove(hardBreak);
        line += kLineEnd;
    }
    return lines.join(u'\n');
}

/// Qt 6.4 begins each list with 1: one that begins elsewhere is text.
QString keptNumbers(const QString &markdown)
{
    static const QRegularExpression number(uR"(^(\d{1,9})([.)])(?=\s))"_s);
    static const QRegularExpression inList(uR"(^(\s+\S|[-*+]\s|\d{1,9}[.)]\s))"_s);
    QStringList lines = markdown.split(u'\n');
    bool isInList = false;
    for (QString &line : lines) {
        const QRegularExpressionMatch match = number.match(line);
        if (match.hasMatch() && !isInList && match.captured(1).toLongLong() != 1)
            line = match.captured(1) + u'\\' + line.mid(match.capturedEnd(1));
        else if (!line.trimmed().isEmpty())
            isInList = inList.match(line).hasMatch();
    }
    return lines.join(u'\n');
}

} // namespace

MarkdownSource::MarkdownSource(const QString &markdown, const TextInks &inks)
{
    QString known = markdown;
    known.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    for (QChar &character : known)
        if (isSign(character))
            character = QChar::ReplacementCharacter;
    for (const TextPiece &piece : piecesWithSecrets(known)) {
        if (!piece.isMarked() && piece.secret.isEmpty()) {
            m_text += piece.text;
            continue;
        }
        m_text += kMark + QString::number(m_marks.size()) + kMarkEnd;
        m_marks.append(piece.isMarked() ? hiddenMark(piece.hidden, inks)
                                        : secretMark(piece.text, inks));
    }
    m_text = keptLineEnds(keptNumbers(m_text));
}

QString MarkdownSource::back(const QString &html) const
{
    QString whole;
    for (qsizetype at = 0; at < html.size(); ++at) {
        if (html.at(at) == kLineEnd) {
            whole += u"<br />"_s;
            if (at + 1 < html.size() && html.at(at + 1) == u' ')
                ++at;
        } else if (html.at(at) == kMark) {
            const qsizetype end = html.indexOf(kMarkEnd, at);
            whole += m_marks.value(html.mid(at + 1, end - at - 1).toInt());
            at = end < 0 ? html.size() : end;
        } else {
            whole += html.at(at);
        }
    }
    return whole;
}

bool MarkdownSource::hasSign(const QString &text)
{
    return std::ranges::any_of(text, isSign);
}

} // namespace pilothouse
