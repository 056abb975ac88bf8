#include "qml/chat/markdown_text.h"

#include "qml/chat/markdown_blocks.h"
#include "qml/chat/markdown_source.h"
#include "qml/chat/rich_text.h"

#include <QHostAddress>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBelowText = 8; // pixels
constexpr int kBelowItem = 3;
constexpr int kAboveHeading = 10;
constexpr int kBelowHeading = 4;
constexpr int kInCell = 5;
constexpr int kQuoteIndent = 14;
constexpr int kLargestHeading = 2; // of Qt's steps of font sizes

/// A document that fetches nothing, whatever its texts name.
class ClosedDocument final : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

QList<QTextBlock> blocksOf(const QTextDocument &document)
{
    QList<QTextBlock> blocks;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        blocks.append(block);
    return blocks;
}

void write(QTextDocument &document, const QTextFragment &fragment, const QString &text,
           const QTextCharFormat &format)
{
    QTextCursor cursor(&document);
    cursor.setPosition(fragment.position());
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
    cursor.insertText(text, format);
}

/// The format of `fragment` as it is shown; links that lead nowhere good are none.
QTextCharFormat shownFormat(const QTextCharFormat &given, const TextInks &inks)
{
    QTextCharFormat format = given;
    const QString address = format.anchorHref();
    const bool leads = isWebAddress(address) && !MarkdownSource::hasSign(address);
    if (format.isAnchor() && !leads) {
        format.clearProperty(QTextFormat::IsAnchor);
        format.clearProperty(QTextFormat::AnchorHref);
        format.clearForeground();
        format.setFontUnderline(false);
    } else if (format.isAnchor()) {
        format.setForeground(inks.accent);
        format.setFontUnderline(true);
    }
    if (format.fontFixedPitch() || format.fontFamilies().toStringList().contains(u"monospace"_s))
        format.setBackground(inks.ground);
    return format;
}

void dressTexts(QTextDocument &document, const TextInks &inks)
{
    for (const QTextBlock &block : blocksOf(document)) {
        QList<QTextFragment> fragments; // writing makes iterators of the block invalid
        for (auto each = block.begin(); !each.atEnd(); ++each)
            fragments.prepend(each.fragment());
        for (const QTextFragment &fragment : fragments) {
            const QTextCharFormat format = fragment.charFormat();
            if (format.isImageFormat())
                write(document, fragment, format.stringProperty(QTextFormat::ImageAltText),
                      QTextCharFormat());
            else if (format.isAnchor() || !format.fontFamilies().isNull() ||
                     format.fontFixedPitch())
                write(document, fragment, fragment.text(), shownFormat(format, inks));
        }
    }
}

void setMargins(QTextBlockFormat &format, const QTextBlock &block)
{
    const bool isHeading = format.headingLevel() > 0;
    const bool isFirst = block.position() == 0;
    format.setTopMargin(isHeading && !isFirst ? kAboveHeading : 0);
    format.setBottomMargin(isHeading                ? kBelowHeading
                           : block.textList()       ? kBelowItem
                           : block.next().isValid() ? kBelowText
                                                    : 0);
}

void dressBlocks(QTextDocument &document)
{
    for (const QTextBlock &block : blocksOf(document)) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (cursor.currentTable()) {
            format.setTopMargin(0);
            format.setBottomMargin(0);
        } else {
            setMargins(format, block);
        }
        if (format.hasProperty(QTextFormat::BlockQuoteLevel)) {
            format.setLeftMargin(kQuoteIndent * format.intProperty(QTextFormat::BlockQuoteLevel));
            format.setRightMargin(0);
        }
        cursor.setBlockFormat(format);
        if (format.headingLevel() == 0)
            continue;
        QTextCharFormat size;
        size.setProperty(QTextFormat::FontSizeAdjustment,
                         qMax(0, kLargestHeading + 1 - format.headingLevel()));
        cursor.select(QTextCursor::BlockUnderCursor);
        cursor.mergeCharFormat(size);
    }
}

void dressTable(QTextTable &table, const TextInks &inks)
{
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderBrush(inks.line);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderCollapse(true);
    format.setCellSpacing(0);
    format.setCellPadding(kInCell);
    format.setBottomMargin(kBelowText);
    table.setFormat(format);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    for (int column = 0; column < table.columns(); ++column) {
        const QTextTableCell cell = table.cellAt(0, column);
        QTextCursor cursor = cell.firstCursorPosition();
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(bold);
    }
}

/// What is in the body: fonts are the window's.
QString bodyOf(const QString &html)
{
    const qsizetype body = html.indexOf(u"<body"_s);
    const qsizetype from = html.indexOf(u'>', body) + 1;
    return html.mid(from, html.lastIndexOf(u"</body>"_s) - from);
}

bool isLoopback(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4); // inside of an IPv6 one, too
    if (isIpv4)
        return ipv4 >> 24 == 127 || ipv4 == 0;
    return address.isLoopback() || address == QHostAddress(QHostAddress::AnyIPv6);
}

} // namespace

QString markdownHtml(const QString &markdown, const TextInks &inks)
{
    if (!isReadable(markdown))
        return markedHtml(markdown, inks);
    const MarkdownSource source(markdown, inks);
    ClosedDocument document;
    document.setMarkdown(source.text(),
                         QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub |
                                                         QTextDocument::MarkdownNoHTML));
    dressTexts(document, inks);
    dressBlocks(document);
    for (QTextFrame *frame : document.rootFrame()->childFrames())
        if (auto *table = qobject_cast<QTextTable *>(frame))
            dressTable(*table, inks);
    return source.back(bodyOf(document.toHtml()));
}

bool isWebAddress(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == u"http" || url.scheme() == u"https");
}

bool isLocalAddress(const QString &address)
{
    QString host = QUrl(address).host();
    if (host.endsWith(u'.'))
        host.chop(1);
    const QString last = host.section(u'.', -1);
    const bool isNamed = last.startsWith(u"localhost"_s) || last == u"localdomain" ||
                         host == u"ip6-localhost" || host == u"ip6-loopback";
    return isNamed || isLoopback(QHostAddress(host));
}

} // namespace pilothouse
