#include "qml/chat/hidden_text.h"

#include "core/visible.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestEmoji = 64; // code units; what is joined to more of them is marked
constexpr char32_t kFirstEmoji = 0xa9;
constexpr char32_t kFirstTag = 0xe0020;
constexpr char32_t kLastTag = 0xe007e;
constexpr char32_t kTags = 0xe0000;

struct Name
{
    char32_t point;
    const char *name;
};

// clang-format off
constexpr Name kNames[] = {
    {0x00, "NUL"}, {0x07, "BEL"}, {0x08, "BS"}, {0x09, "TAB"}, {0x0a, "LF"}, {0x0b, "VT"},
    {0x0c, "FF"}, {0x0d, "CR"}, {0x1b, "ESC"}, {0x7f, "DEL"}, {0x85, "NEL"}, {0xa0, "NBSP"},
    {0xad, "SHY"}, {0x34f, "CGJ"}, {0x61c, "ALM"}, {0x115f, "HCF"}, {0x1160, "HJF"},
    {0x17b4, "KIV"}, {0x17b5, "KIV"}, {0x180e, "MVS"}, {0x200b, "ZWSP"}, {0x200c, "ZWNJ"},
    {0x200d, "ZWJ"}, {0x200e, "LRM"}, {0x200f, "RLM"}, {0x2028, "LS"}, {0x2029, "PS"},
    {0x202a, "LRE"}, {0x202b, "RLE"}, {0x202c, "PDF"}, {0x202d, "LRO"}, {0x202e, "RLO"},
    {0x202f, "NNBSP"}, {0x2060, "WJ"}, {0x2066, "LRI"}, {0x2067, "RLI"}, {0x2068, "FSI"},
    {0x2069, "PDI"}, {0x2800, "BRAILLE BLANK"}, {0x3000, "IDEOGRAPHIC SPACE"}, {0x3164, "HF"},
    {0xfeff, "BOM"}, {0xffa0, "HHF"}, {0xfffc, "OBJ"},
};
// clang-format on

QString codeOf(char32_t point)
{
    return u"U+%1"_s.arg(QString::number(point, 16).toUpper(), 4, u'0');
}

QString nameOf(char32_t point)
{
    if (point >= kFirstTag && point <= kLastTag)
        return u"TAG "_s + QChar(static_cast<char16_t>(point - kTags));
    const auto *named = std::ranges::find(kNames, point, &Name::point);
    return named == std::end(kNames) ? codeOf(point) : QString::fromLatin1(named->name);
}

char32_t codePointAt(const QString &text, qsizetype at)
{
    const QChar first = text.at(at);
    if (first.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return QChar::surrogateToUcs4(first, text.at(at + 1));
    return first.unicode();
}

bool mayBeEmoji(const QString &text, qsizetype at, char32_t point)
{
    if (point >= kFirstEmoji)
        return true;
    const bool isKey = point == U'#' || point == U'*' || (point >= U'0' && point <= U'9');
    return isKey && at + 1 < text.size() && text.at(at + 1).unicode() > kFirstEmoji;
}

/// How many code units the character at `at` takes; an emoji of several is one.
qsizetype lengthAt(const QString &text, qsizetype at, char32_t point)
{
    static const QRegularExpression emoji(
        uR"(\p{Regional_Indicator}{2}|\p{Extended_Pictographic}\x{fe0f}?\p{Emoji_Modifier}?)"
        uR"((?:\x{200d}\p{Extended_Pictographic}\x{fe0f}?\p{Emoji_Modifier}?)*)"
        uR"(|[#*0-9]\x{fe0f}?\x{20e3})"_s);
    const qsizetype alone = QChar::requiresSurrogates(point) ? 2 : 1;
    if (!mayBeEmoji(text, at, point))
        return alone;
    qsizetype length = qMin(kLongestEmoji, text.size() - at);
    if (text.at(at + length - 1).isHighSurrogate())
        --length;
    const auto match = emoji.match(text.mid(at, length), 0, QRegularExpression::NormalMatch,
                                   QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() ? match.capturedLength() : alone;
}

const QRegularExpression &placeholder()
{
    static const QRegularExpression one(u"\\{\\{secret:([^{}]*)\\}\\}"_s); // as core/secret.h
    return one;
}

QString plainly(const QString &character)
{
    switch (QChar::category(codePointAt(character, 0))) {
    case QChar::Separator_Space:
        return u" "_s;
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return u"\n"_s;
    default:
        return character == QChar(0x85) ? u"\n"_s : QString();
    }
}

} // namespace

QList<TextPiece> pieces(const QString &text)
{
    QList<TextPiece> found;
    qsizetype plainFrom = 0;
    const auto flush = [&](qsizetype until) {
        if (until > plainFrom)
            found.append(TextPiece{.text = text.mid(plainFrom, until - plainFrom)});
    };
    for (qsizetype at = 0; at < text.size();) {
        const char32_t point = codePointAt(text, at);
        const qsizetype length = lengthAt(text, at, point);
        if (isHidden(point)) {
            flush(at);
            found.append(TextPiece{.text = text.mid(at, length),
                                   .hidden = nameOf(point),
                                   .isPlain = point == U'\n' || point == U'\t'});
            plainFrom = at + length;
        }
        at += length;
    }
    flush(text.size());
    return found;
}

QList<TextPiece> piecesWithSecrets(const QString &text)
{
    QList<TextPiece> found;
    qsizetype end = 0;
    for (auto match = placeholder().globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        if (hiddenCount(one.captured()) > 0)
            continue;
        found += pieces(text.mid(end, one.capturedStart() - end));
        found.append(TextPiece{.text = one.captured(), .secret = one.captured(1).trimmed()});
        end = one.capturedEnd();
    }
    return found + pieces(text.mid(end));
}

int hiddenCount(const QString &text)
{
    const QList<TextPiece> all = pieces(text);
    return static_cast<int>(std::ranges::count_if(all, &TextPiece::isMarked));
}

QStringList hiddenNames(const QString &text)
{
    QStringList found;
    for (const TextPiece &piece : pieces(text)) {
        if (!piece.isMarked())
            continue;
        const QString code = codeOf(codePointAt(piece.text, 0));
        const QString words = piece.hidden == code ? code : piece.hidden + u' ' + code;
        if (!found.contains(words))
            found.append(words);
    }
    return found;
}

QString withoutHidden(const QString &text)
{
    QString clean;
    for (const TextPiece &piece : pieces(text))
        clean += piece.isMarked() ? plainly(piece.text) : piece.text;
    return clean;
}

QStringList secretsIn(const QString &text)
{
    QStringList found;
    for (auto match = placeholder().globalMatch(text); match.hasNext();) {
        const QString name = match.next().captured(1).trimmed();
        if (!found.contains(name))
            found.append(name);
    }
    return found;
}

} // namespace pilothouse
