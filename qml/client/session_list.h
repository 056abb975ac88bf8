#pragma once

#include "core/alarm.h"

#include <QAbstractListModel>
#include <QJsonObject>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

class ServerConnection;

/// The sessions of a server: those that need a person first, then the last used. The connection
/// has it look whenever the server tells of a change. Main thread.
class SessionList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the connection has it")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(int needing READ needing NOTIFY changed FINAL)
    Q_PROPERTY(int working READ working NOTIFY changed FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY changed FINAL)
public:
    enum Role {
        SessionIdRole = Qt::UserRole,
        TitleRole,
        StatusRole,
        LastLineRole,
        NeedsYouRole,
        HasDesktopRole,
        ActiveAtRole,
        CostRole,
        PictureRole, ///< path of the last stored one; empty: none
        RecordRole,
    };

    SessionList(ServerConnection &connection, const Clock &clock);

    int count() const { return static_cast<int>(m_records.size()); }
    int needing() const; ///< how many ask something
    int working() const; ///< in how many a run goes on
    bool loaded() const { return m_loaded; }
    bool hasMore() const { return count() >= m_most; }

    /// Asks the server; once more if it is being asked.
    Q_INVOKABLE void load();
    /// Older ones, too.
    Q_INVOKABLE void loadMore();
    /// The record of a session, or {}.
    Q_INVOKABLE QVariantMap record(const QString &id) const;
    /// What it is called: its title, else the first words of its first message.
    Q_INVOKABLE static QString titleOf(const QVariantMap &record);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();
    /// A session's status differs from that of the last look, or it asks another question; `before`
    /// is empty for a new one.
    void statusChanged(const QString &id, const QString &before, const QString &now);

private:
    void take(const QVariantList &records);
    void merge(const QList<QVariantMap> &wanted);
    void tellChanges(const QList<QVariantMap> &before);
    void setRecord(qsizetype row, const QVariantMap &record);

    static constexpr int kPage = 100;
    ServerConnection &m_connection;
    Alarm m_next;
    QList<QVariantMap> m_records;
    int m_most = kPage;
    enum class Asking { No, Once, Again } m_asking = Asking::No;
    bool m_loaded = false;
};

} // namespace pilothouse
