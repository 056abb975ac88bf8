#pragma once

#include "qml/client/text_search.h"

#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace pilothouse {

/// Everything from one field: sessions by their titles, what can be done, and what was said
/// anywhere. Looks while it is active. Main thread.
class Finder : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Finder)
    Q_MOC_INCLUDE("qml/client/server_connection.h")
    QML_ELEMENT
    Q_PROPERTY(pilothouse::ServerConnection *server READ server WRITE setServer NOTIFY asked FINAL)
    Q_PROPERTY(QString words READ words WRITE setWords NOTIFY asked FINAL)
    Q_PROPERTY(QString open READ open WRITE setOpen NOTIFY asked FINAL)
    Q_PROPERTY(bool here READ isHere WRITE setHere NOTIFY asked FINAL)
    Q_PROPERTY(bool everything READ isEverything WRITE setEverything NOTIFY asked FINAL)
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY asked FINAL)
    Q_PROPERTY(QVariantList deeds READ deeds WRITE setDeeds NOTIFY asked FINAL)
    Q_PROPERTY(QVariantList rows READ rows NOTIFY found FINAL)
    Q_PROPERTY(int places READ places NOTIFY found FINAL)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY found FINAL)
    Q_PROPERTY(bool waiting READ isWaiting NOTIFY found FINAL)
    Q_PROPERTY(bool complete READ isComplete NOTIFY found FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY found FINAL)
public:
    explicit Finder(QObject *parent = nullptr);
    ~Finder() override;

    ServerConnection *server() const;
    void setServer(ServerConnection *server);
    QString words() const { return m_words; }
    void setWords(const QString &words) { become(m_words, words); }
    /// The session that is open; empty: none.
    QString open() const { return m_open; }
    void setOpen(const QString &session) { become(m_open, session); }
    /// Only in that one.
    bool isHere() const { return m_where == Where::Here && !m_open.isEmpty(); }
    void setHere(bool here) { become(m_where, here ? Where::Here : Where::Everywhere); }
    /// Also in what was thought and done.
    bool isEverything() const { return m_isEverything; }
    void setEverything(bool everything) { become(m_isEverything, everything); }
    bool isActive() const { return m_isActive; }
    void setActive(bool active) { become(m_isActive, active); }
    /// {words, also, icon, keys}.
    QVariantList deeds() const { return m_deeds; }
    void setDeeds(const QVariantList &deeds) { become(m_deeds, deeds); }

    /// See paletteRows().
    QVariantList rows() const;
    int places() const; ///< found in conversations
    bool hasMore() const;
    bool isWaiting() const;
    bool isComplete() const; ///< whether what older versions stored is searched, too
    QString problem() const;
    /// More places.
    Q_INVOKABLE void more();

signals:
    void asked();
    void found();

private:
    enum class Where { Everywhere, Here };

    template <typename Value> void become(Value &field, const Value &value)
    {
        if (field == value)
            return;
        field = value;
        ask();
    }
    void ask();

    QPointer<ServerConnection> m_server;
    std::unique_ptr<TextSearch> m_search;
    QString m_words;
    QString m_open;
    QVariantList m_deeds;
    Where m_where = Where::Everywhere;
    bool m_isEverything = false;
    bool m_isActive = false;
};

} // namespace pilothouse
