#include "qml/chat/message_blocks.h"

#include "qml/chat/markdown_text.h"

namespace pilothouse {

void MessageBlocks::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    emit textChanged();
    replace(markdownBlocks(m_text));
}

void MessageBlocks::setInks(const QVariantMap &inks)
{
    if (inks == m_inks)
        return;
    m_inks = inks;
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
        emit dataChanged(index(row), index(row));
    }
    const int now = static_cast<int>(blocks.size());
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_blocks = blocks;
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_blocks = blocks;
        endRemoveRows();
    }
    if (now != before)
        emit countChanged();
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
        return block.isCode ? QString() : markdownHtml(block.text, TextInks::of(m_inks));
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
