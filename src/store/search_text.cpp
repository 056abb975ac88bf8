#include "store/search_text.h"

#include "core/json.h"

#include <QStringList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// No part of any word, and in no stored text otherwise.
constexpr QChar kBetween{0x1f};
constexpr qsizetype kLongestSnippet = 300;
constexpr qsizetype kBeforeMark = 80; // characters of a snippet that is cut

bool standsAlone(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

QString onLine(QString text)
{
    for (QChar &unit : text)
        if (unit.category() == QChar::Other_Control)
            unit = u' ';
    return text;
}

QString takenApart(const QString &text)
{
    QString apart;
    apart.reserve(text.size());
    bool afterAlone = false;
    for (const char32_t character : text.toUcs4()) {
        const bool alone = standsAlone(character);
        if ((alone || afterAlone) && !apart.isEmpty() && apart.back() != u' ')
            apart += kBetween;
        apart += QChar::fromUcs4(character);
        afterAlone = alone;
    }
    return apart;
}

Snippet cut(const Snippet &whole)
{
    if (whole.text.size() <= kLongestSnippet)
        return whole;
    const qsizetype found = whole.marks.isEmpty() ? 0 : whole.marks.first().start;
    qsizetype from = std::max<qsizetype>(0, found - kBeforeMark);
    if (from > 0 && whole.text.at(from).isLowSurrogate())
        ++from;
    qsizetype to = std::min(from + kLongestSnippet - 2, whole.text.size());
    if (whole.text.at(to - 1).isHighSurrogate())
        --to;
    const QString before = from > 0 ? u"…"_s : QString();
    const QString after = to < whole.text.size() ? u"…"_s : QString();
    Snippet part{before + whole.text.sliced(from, to - from) + after};
    const qsizetype moved = before.size() - from;
    for (const Snippet::Mark &mark : whole.marks)
        if (mark.start < to)
            part.marks.append({mark.start + moved, std::min(mark.end, to) + moved});
    return part;
}

} // namespace

QString indexedText(const QString &text)
{
    return takenApart(onLine(wellFormed(text.left(kLongestIndexed))));
}

QString matchExpression(const QString &query)
{
    const QString line = onLine(wellFormed(query));
    QStringList phrases;
    for (QString word : line.split(u' ', Qt::SkipEmptyParts)) {
        const auto isPart = [](QChar unit) {
            return unit.isLetterOrNumber() || unit.isSurrogate();
        };
        if (std::none_of(word.cbegin(), word.cend(), isPart))
            continue;
        word = takenApart(word);
        word.replace(u'"', u' '); // it separates words as well
        phrases.append(u'"' + word + u'"');
    }
    return phrases.isEmpty() ? QString() : phrases.join(u' ') + u" *"_s;
}

Snippet snippetFrom(const QString &marked)
{
    Snippet snippet;
    for (const QChar unit : marked) {
        if (unit == kMarkStart)
            snippet.marks.append({snippet.text.size(), snippet.text.size()});
        else if (unit == kMarkEnd && !snippet.marks.isEmpty())
            snippet.marks.last().end = snippet.text.size();
        else if (unit != kBetween)
            snippet.text += unit;
    }
    return cut(snippet);
}

} // namespace pilothouse
