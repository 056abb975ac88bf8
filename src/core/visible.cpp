#include "core/visible.h"

#include "core/hidden_characters.h"

#include <QChar>

#include <algorithm>
#include <iterator>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr char32_t kJoiner = 0x200d;
constexpr char32_t kEmojiStyle = 0xfe0f;

char32_t characterAt(const QString &text, qsizetype at)
{
    const QChar first = text.at(at);
    if (first.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return QChar::surrogateToUcs4(first, text.at(at + 1));
    return first.unicode();
}

bool isPartOfEmoji(char32_t character, char32_t before)
{
    if (character == kEmojiStyle)
        return QChar::category(before) == QChar::Symbol_Other;
    const auto category = QChar::category(before);
    return character == kJoiner && (category == QChar::Symbol_Other || before == kEmojiStyle ||
                                    category == QChar::Symbol_Modifier);
}

QString nameOf(char32_t character)
{
    return u"«U+%1»"_s.arg(QString::number(character, 16).toUpper(), 4, u'0');
}

enum class LineEnds { Stay, Named };

QString shown(const QString &text, LineEnds lineEnds)
{
    QString result;
    result.reserve(text.size());
    char32_t before = 0;
    for (qsizetype at = 0; at < text.size();) {
        const char32_t character = characterAt(text, at);
        const bool isWindowsEnd =
            character == U'\r' && at + 1 < text.size() && text.at(at + 1) == u'\n';
        const bool isPlain = character == U'\n' || character == U'\t' || isWindowsEnd;
        const bool stays = isPlain ? lineEnds == LineEnds::Stay
                                   : !isHidden(character) || isPartOfEmoji(character, before);
        if (!stays)
            result += nameOf(character);
        else if (!isWindowsEnd)
            result += QString::fromUcs4(&character, 1);
        at += QChar::requiresSurrogates(character) ? 2 : 1;
        before = character;
    }
    return result;
}

} // namespace

bool isHidden(char32_t character)
{
    const auto *range = std::ranges::find_if(
        kHiddenCharacters, [character](const auto &each) { return character <= each[1]; });
    return range != std::end(kHiddenCharacters) && character >= (*range)[0];
}

QString visible(const QString &text)
{
    return shown(text, LineEnds::Stay);
}

QString visibleLine(const QString &text)
{
    return shown(text, LineEnds::Named);
}

} // namespace pilothouse
