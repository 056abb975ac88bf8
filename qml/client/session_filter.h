#pragma once

#include <QSortFilterProxyModel>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// Those of a SessionList that have some words in title or last line, or that belong on the wall of
/// desktops. Main thread.
class SessionFilter : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString words READ words WRITE setWords NOTIFY changed FINAL)
    Q_PROPERTY(bool wall READ wall WRITE setWall NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY counted FINAL)
public:
    explicit SessionFilter(QObject *parent = nullptr);

    QString words() const { return m_words; }
    void setWords(const QString &words);
    /// Only those that are open or have a desktop.
    bool wall() const { return m_wall; }
    void setWall(bool wall);
    int count() const { return rowCount(); }
    /// The session of a row; empty: there is no such row.
    Q_INVOKABLE QString idAt(int row) const;
    Q_INVOKABLE int rowOf(const QString &id) const;

signals:
    void changed();
    void counted();

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_words;
    bool m_wall = false;
};

} // namespace pilothouse
