#pragma once

#include "qml/chat/markdown_blocks.h"

#include <QAbstractListModel>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// A message of the model's as blocks: roles isCode, html (of text), code, language. While it
/// grows only what changed is drawn anew. Main thread.
class MessageBlocks : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text MEMBER m_text WRITE setText NOTIFY textChanged FINAL)
    /// The colours of texts, by the names of the theme.
    Q_PROPERTY(QVariantMap inks MEMBER m_inks WRITE setInks NOTIFY inksChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// The addresses that its texts lead to, each once.
    Q_PROPERTY(QStringList links READ links NOTIFY textChanged FINAL)
public:
    enum Role { IsCodeRole = Qt::UserRole, HtmlRole, CodeRole, LanguageRole };

    using QAbstractListModel::QAbstractListModel;
    void setText(const QString &text);
    void setInks(const QVariantMap &inks);
    int count() const { return static_cast<int>(m_blocks.size()); }
    QStringList links() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void textChanged();
    void inksChanged();
    void countChanged();

private:
    void replace(const QList<MarkdownBlock> &blocks);
    const QString &htmlOf(qsizetype row) const;

    QString m_text;
    QVariantMap m_inks;
    QList<MarkdownBlock> m_blocks;
    mutable QList<QString> m_html; ///< of each block, as far as it was asked for
};

} // namespace pilothouse
