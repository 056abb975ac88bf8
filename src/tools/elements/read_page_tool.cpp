#include "tools/elements/read_page_tool.h"

#include "tools/arguments.h"
#include "tools/elements/element_list.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = 8000; // characters, about 2,000 tokens
constexpr qint64 kFarthest = 10'000'000;

QString inMarkdown(const ScreenElement &element, const QString &id)
{
    if (element.role == "link"_L1)
        return u"[%1](%2)"_s.arg(element.name, id);
    return u'[' + wordsOf(element) + u' ' + id + u']';
}

/// Line by line.
class Page
{
public:
    void begin(const QString &mark)
    {
        const bool isEmpty = m_line.trimmed().isEmpty() || m_line == m_mark;
        if (isEmpty && mark.isEmpty())
            return; // "- " and then the paragraph in it
        finish();
        m_line = m_mark = mark;
    }
    void add(const QString &text)
    {
        const bool blankBefore = !text.isEmpty() && text.front().isSpace();
        const bool blankAfter = !text.isEmpty() && text.back().isSpace();
        const QString plain = text.simplified();
        if (blankBefore && !m_line.endsWith(u' ') && !m_line.isEmpty())
            m_line += u' ';
        m_line += plain;
        if (blankAfter && !m_line.endsWith(u' ') && !m_line.isEmpty())
            m_line += u' ';
    }
    QString text()
    {
        finish();
        return m_lines.join(u"\n"_s);
    }

private:
    void finish()
    {
        if (m_line != m_mark && !m_line.trimmed().isEmpty())
            m_lines << m_line.trimmed();
        m_line = m_mark = QString();
    }

    QStringList m_lines;
    QString m_line;
    QString m_mark;
};

} // namespace

Result<qsizetype> parseReadPageCall(const ToolCall &call)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    if (!arguments->has(u"offset"_s))
        return 0;
    const Result<qint64> offset = arguments->whole(u"offset"_s, 0, kFarthest);
    if (!offset)
        return fail(offset.error());
    return static_cast<qsizetype>(*offset);
}

QString asMarkdown(const ScreenPage &page, ElementIds &ids)
{
    Page written;
    for (const PagePiece &piece : page.pieces) {
        if (piece.kind == PagePiece::Kind::Block)
            written.begin(piece.text);
        else if (piece.kind == PagePiece::Kind::Use)
            written.add(u' ' + inMarkdown(piece.element, ids.idOf(piece.element)) + u' ');
        else
            for (const QString &line : piece.text.split(u'\n')) {
                written.add(line);
                if (piece.text.contains(u'\n'))
                    written.begin({});
            }
    }
    return written.text();
}

QString ReadPageTool::name() const
{
    return u"read_page"_s;
}

QCoro::Task<ToolOutcome> ReadPageTool::run(ToolCall call, std::stop_token stop)
{
    const Result<qsizetype> offset = parseReadPageCall(call);
    if (!offset)
        co_return toolError(offset.error());
    const Result<ScreenPage> page = co_await m_sight(stop);
    if (!page)
        co_return toolError(page.error());
    const QString whole = asMarkdown(*page, m_ids);
    QString text = u"%1 %2\n"_s.arg(page->title, page->address).trimmed() + u"\n\n"_s;
    text += whole.mid(*offset, kPiece);
    const qsizetype end = *offset + kPiece;
    if (end < whole.size())
        text += u"\n[Characters %1 to %2 of %3: call read_page with offset %2 for more.]"_s.arg(
            QString::number(*offset), QString::number(end), QString::number(whole.size()));
    if (page->isCut)
        text += u"\n[The program did not tell all of it in time.]"_s;
    co_return ToolOutcome{.text = text};
}

} // namespace pilothouse
