#include "qml/chat/markdown_blocks.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestMarkdown = 100'000;
constexpr qsizetype kMostMarks = 4000; // of emphasis, in one block

class Splitter
{
public:
    void take(const QString &line)
    {
        static const QRegularExpression opening(u"^(`{3,})([^`]*)$|^(~{3,})(.*)$"_s);
        if (!m_fence.isEmpty()) {
            if (isEnd(line))
                flush();
            else
                m_lines.append(line);
            return;
        }
        const QRegularExpressionMatch fence = opening.match(line);
        if (!fence.hasMatch()) {
            m_lines.append(line);
            return;
        }
        flush();
        m_fence = fence.captured(1) + fence.captured(3);
        m_language = QString(fence.captured(2) + fence.captured(4)).trimmed().section(u' ', 0, 0);
    }

    QList<MarkdownBlock> finish()
    {
        flush();
        return m_blocks;
    }

private:
    bool isEnd(const QString &line) const
    {
        const QString end = line.trimmed();
        return end.startsWith(m_fence) && end.count(m_fence.at(0)) == end.size();
    }

    void flush()
    {
        const QString text = m_lines.join(u'\n');
        const bool isCode = !m_fence.isEmpty();
        if (isCode || !text.trimmed().isEmpty())
            m_blocks.append({.isCode = isCode, .text = text, .language = m_language});
        m_lines.clear();
        m_fence.clear();
        m_language.clear();
    }

    QList<MarkdownBlock> m_blocks;
    QStringList m_lines;
    QString m_fence; ///< what opened the code that is read; empty: text is read
    QString m_language;
};

} // namespace

QList<MarkdownBlock> markdownBlocks(const QString &markdown)
{
    Splitter splitter;
    QString text = markdown;
    for (const QString &line : text.replace(u"\r\n"_s, u"\n"_s).split(u'\n'))
        splitter.take(line);
    return splitter.finish();
}

bool isReadable(const QString &text)
{
    static const QRegularExpression tooMuch[] = {
        // quotes and lists within each other on one line, and by indentation
        QRegularExpression(u"^[ \\t]*(?:(?:>|(?:[-*+]|\\d{1,9}[.)])[ \\t])[ \\t]*){21}"_s,
                           QRegularExpression::MultilineOption),
        QRegularExpression(u"^[ \\t]{80,}(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])"_s,
                           QRegularExpression::MultilineOption),
        QRegularExpression(u"[*_~]{100}"_s),
        QRegularExpression(u"\\S{4000}"_s), // where an address in it ends is looked for again
    };
    static const QRegularExpression gap(u"\\n\\s*\\n"_s);
    if (text.size() > kLongestMarkdown)
        return false;
    if (std::ranges::any_of(tooMuch, [&](const auto &sign) { return sign.match(text).hasMatch(); }))
        return false;
    const QStringList blocks = text.split(gap);
    return std::ranges::all_of(blocks, [](const QString &block) {
        return std::ranges::count_if(block, [](QChar c) { return u"*_~"_s.contains(c); }) <=
               kMostMarks;
    });
}

} // namespace pilothouse
