#include "tools/edit_operations.h"

#include <QList>
#include <QStringList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");
constexpr qsizetype kLinesNamed = 20;
constexpr qsizetype kMostCounted = 100;

qsizetype textStart(const QByteArray &text)
{
    return text.startsWith(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

bool endsLinesInCrlf(const QByteArray &text)
{
    const qsizetype ends = text.count('\n');
    return ends > 0 && text.count("\r\n") == ends;
}

QByteArray withCrlf(QByteArray text)
{
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
}

Result<QByteArray> encoded(const QString &text, Charset charset)
{
    if (charset == Charset::Utf8)
        return text.toUtf8();
    const auto outside = std::ranges::find_if(text, [](QChar c) { return c.unicode() > 0xFF; });
    if (outside != text.end())
        return fail(Errc::InvalidArgument,
                    u"The file is not UTF-8 but Latin-1, which has no character '%1'. Convert it "
                    "first, e.g. with iconv."_s.arg(QString(*outside)));
    return text.toLatin1();
}

/// Overlapping ones too: "aa" is twice in "aaa", and which one is meant nobody knows.
QList<qsizetype> occurrences(const QByteArray &text, const QByteArray &part)
{
    QList<qsizetype> found;
    qsizetype at = text.indexOf(part);
    for (; at >= 0 && found.size() < kMostCounted; at = text.indexOf(part, at + 1))
        found.append(at);
    return found;
}

qsizetype lineAt(const QByteArray &text, qsizetype offset)
{
    return text.first(offset).count('\n') + 1;
}

/// Where line `line` + 1 begins; the end of the text when there is none.
qsizetype offsetAfterLine(const QByteArray &text, qint64 line)
{
    qsizetype offset = textStart(text);
    for (qint64 i = 0; i < line; ++i) {
        const qsizetype end = text.indexOf('\n', offset);
        if (end < 0)
            return text.size();
        offset = end + 1;
    }
    return offset;
}

Failure ambiguous(const QByteArray &text, const QList<qsizetype> &found)
{
    QStringList lines;
    for (qsizetype i = 0; i < std::min(found.size(), kLinesNamed); ++i)
        lines.append(QString::number(lineAt(text, found[i])));
    if (found.size() > kLinesNamed)
        lines.append(u"…"_s);
    const bool more = found.size() >= kMostCounted;
    return fail(
        Errc::InvalidArgument,
        u"old_str occurs %1 times, at lines %2. Add text around it until it is unique."_s.arg(
            QString::number(found.size()) + (more ? u" or more"_s : QString()),
            lines.join(u", "_s)));
}

} // namespace

Result<Charset> charsetOf(const QByteArray &text)
{
    if (text.contains('\0'))
        return fail(Errc::Unsupported, u"The file is binary, not text."_s);
    const QByteArray body = text.sliced(textStart(text));
    return QString::fromUtf8(body).toUtf8() == body ? Charset::Utf8 : Charset::Latin1;
}

QString decoded(const QByteArray &text, Charset charset)
{
    if (charset == Charset::Latin1)
        return QString::fromLatin1(text);
    return QString::fromUtf8(text.sliced(textStart(text)));
}

qsizetype lineCount(const QByteArray &text)
{
    const bool openLine = text.size() > textStart(text) && !text.endsWith('\n');
    return text.count('\n') + (openLine ? 1 : 0);
}

Result<QString> numberedLines(const QByteArray &text, qsizetype first, qsizetype last)
{
    const Result<Charset> charset = charsetOf(text);
    if (!charset)
        return fail(charset.error());
    const qsizetype from = std::max<qsizetype>(first, 1);
    const qsizetype to = std::min(last, lineCount(text));
    QString shown;
    qsizetype offset = offsetAfterLine(text, from - 1);
    for (qsizetype number = from; number <= to; ++number) {
        const qsizetype end = text.indexOf('\n', offset);
        QByteArray line = text.sliced(offset, (end < 0 ? text.size() : end) - offset);
        if (line.endsWith('\r'))
            line.chop(1);
        const QString content =
            *charset == Charset::Utf8 ? QString::fromUtf8(line) : QString::fromLatin1(line);
        shown += u"%1\t%2\n"_s.arg(number, 6).arg(content);
        offset = end + 1;
    }
    return shown;
}

Result<Edited> replaceOnce(const QByteArray &text, const QString &before, const QString &after)
{
    const Result<Charset> charset = charsetOf(text);
    if (!charset)
        return fail(charset.error());
    if (before.isEmpty() || before == after)
        return fail(Errc::InvalidArgument, before.isEmpty()
                                               ? u"old_str must not be empty."_s
                                               : u"old_str and new_str are the same."_s);
    Result<QByteArray> old = encoded(before, *charset);
    if (!old)
        return fail(Errc::InvalidArgument, u"old_str does not occur in the file."_s);
    Result<QByteArray> fresh = encoded(after, *charset);
    if (!fresh)
        return fail(fresh.error());
    const bool allCrlf = endsLinesInCrlf(text);
    QList<qsizetype> found = occurrences(text, allCrlf ? withCrlf(*old) : *old);
    // Where line ends are mixed, the part may still be one with CRLF: a view does not show it.
    const bool crlf = allCrlf || (found.isEmpty() && old->contains('\n') && text.contains("\r\n"));
    if (crlf) {
        *old = withCrlf(*old);
        *fresh = withCrlf(*fresh);
        found = occurrences(text, *old);
    }
    if (found.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"old_str does not occur in the file. It must match exactly, with every blank "
                    "and tab; view the file to see what is there."_s);
    if (found.size() > 1)
        return ambiguous(text, found);
    const qsizetype at = found.first();
    const qsizetype line = lineAt(text, at);
    return Edited{.text = text.first(at) + *fresh + text.sliced(at + old->size()),
                  .firstLine = line,
                  .lastLine = line + fresh->count('\n')};
}

Result<Edited> insertLines(const QByteArray &text, qint64 line, const QString &addition)
{
    const Result<Charset> charset = charsetOf(text);
    if (!charset)
        return fail(charset.error());
    const qsizetype lines = lineCount(text);
    if (line < 0 || line > lines)
        return fail(
            Errc::InvalidArgument,
            u"insert_line must be 0 to %1, the number of lines; got %2."_s.arg(lines).arg(line));
    Result<QByteArray> added = encoded(addition, *charset);
    if (!added)
        return fail(added.error());
    const bool crlf = endsLinesInCrlf(text);
    const QByteArray newline = crlf ? QByteArray("\r\n") : QByteArray("\n");
    if (crlf)
        *added = withCrlf(*added);
    if (added->endsWith(newline))
        added->chop(newline.size());
    const qsizetype at = offsetAfterLine(text, line);
    const bool afterOpenLine = line > 0 && line == lines && !text.endsWith('\n');
    const QByteArray piece =
        afterOpenLine ? QByteArray(newline + *added) : QByteArray(*added + newline);
    return Edited{.text = text.first(at) + piece + text.sliced(at),
                  .firstLine = line + 1,
                  .lastLine = line + 1 + added->count('\n')};
}

} // namespace pilothouse
