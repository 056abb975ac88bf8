#include "qml/chat/message_blocks.h"

#include "qml/chat/markdown_text.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

void MessageBlocks::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    replace(markdownBlocks(m_text));
    emit textChanged();
}

void MessageBlocks::setInks(const QVariantMap &inks)
{
    if (inks == m_inks)
        return;
    m_inks = inks;
    m_html.fill(QString());
    emit inksChanged();
    if (!m_blocks.isEmpty())
        emit dataChanged(index(0), index(count() - 1), {HtmlRole});
}

void MessageBlocks::replace(const QList<MarkdownBlock> &blocks)
{
    const int before = count();
    const int both = static_cast<int>(qMin(m_blocks.size(), blocks.size()));
    for (int row = 0; row < both; ++row) {
        if (m_blocks.at(row) == blocks.at(row))
            continue;
        m_blocks[row] = blocks.at(row);
        m_html[row].clear();
        emit dataChanged(index(row), index(row));
    }
    const int now = static_cast<int>(blocks.size());
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_blocks = blocks;
        m_html.resize(now);
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_blocks = blocks;
        m_html.resize(now);
        endRemoveRows();
    }
    if (now != before)
        emit countChanged();
}

const QString &MessageBlocks::htmlOf(qsizetype row) const
{
    if (m_html.at(row).isEmpty())
        m_html[row] = markdownHtml(m_blocks.at(row).text, TextInks::of(m_inks));
    return m_html.at(row);
}

QStringList MessageBlocks::links() const
{
    static const QRegularExpression address(u"<a href=\"([^\"]+)\""_s);
    QStringList found;
    for (qsizetype row = 0; row < m_blocks.size(); ++row) {
        if (m_blocks.at(row).isCode)
            continue;
        for (auto match = address.globalMatch(htmlOf(row)); match.hasNext();)
            found.append(match.next().captured(1).replace(u"&amp;"_s, u"&"_s));
    }
    found.removeDuplicates();
    return found;
}

int MessageBlocks::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant MessageBlocks::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MarkdownBlock &block = m_blocks.at(index.row());
    switch (role) {
    case IsCodeRole:
        return block.isCode;
    case HtmlRole:
        return block.isCode ? QString() : htmlOf(index.row());
    case CodeRole:
        return block.isCode ? block.text : QString();
    case LanguageRole:
        return block.language;
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageBlocks::roleNames() const
{
    return {
        {IsCodeRole, "isCode"}, {HtmlRole, "html"}, {CodeRole, "code"}, {LanguageRole, "language"}};
}

} // namespace pilothouse
