#pragma once

#include "core/alarm.h"
#include "qml/client/back_off.h"
#include "qml/client/item_model.h"
#include "qml/client/news_socket.h"
#include "qml/client/reducer.h"
#include "qml/client/session_history.h"
#include "qml/client/session_totals.h"
#include "qml/client/wheel.h"

#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace pilothouse {

class Answer;
class ServerConnection;

/// One open session: its record, its events, what may be done with it. The same as the page's
/// (resources/web/ui/session/session.js). ServerConnection::open() makes it and owns it. Deeds
/// answer with what the server says to them; what they bring about comes as events. Main thread.
class ViewedSession : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewedSession)
    QML_NAMED_ELEMENT(Session) // the server has a class of that name, and the window may have both
    QML_UNCREATABLE("the connection opens it")
    Q_PROPERTY(QString id READ id CONSTANT FINAL)
    Q_PROPERTY(QVariantMap record READ record NOTIFY recordChanged FINAL)
    Q_PROPERTY(QString title READ title NOTIFY recordChanged FINAL)
    Q_PROPERTY(QString status READ status NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString reason READ reason NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString connection READ connection NOTIFY connectionChanged FINAL)
    Q_PROPERTY(QString trouble READ trouble NOTIFY connectionChanged FINAL)
    Q_PROPERTY(pilothouse::ItemModel *items READ items CONSTANT FINAL)
    Q_PROPERTY(QVariantMap run READ run NOTIFY stateChanged FINAL)
    Q_PROPERTY(QVariantList questions READ questions NOTIFY stateChanged FINAL)
    Q_PROPERTY(QVariantMap control READ control NOTIFY stateChanged FINAL)
    Q_PROPERTY(QVariantMap picture READ picture NOTIFY stateChanged FINAL)
    Q_PROPERTY(QVariantMap totals READ totals NOTIFY stateChanged FINAL)
    Q_PROPERTY(qint64 lastSeq READ lastSeq NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool isLoading READ isLoading NOTIFY loadingChanged FINAL)
    Q_PROPERTY(pilothouse::ViewedWheel *wheel READ wheel CONSTANT FINAL)
    /// For VncView: url, authorization, certificate.
    Q_PROPERTY(QUrl desktopUrl READ desktopUrl CONSTANT FINAL)
    Q_PROPERTY(QString authorization READ authorization NOTIFY connectionChanged FINAL)
    Q_PROPERTY(QByteArray certificate READ certificate NOTIFY connectionChanged FINAL)
public:
    ViewedSession(ServerConnection &server, const Clock &clock, const QString &id);

    QString id() const { return m_id; }
    /// What GET /sessions/{id} told, and what events have said since; empty at first.
    QVariantMap record() const { return m_record; }
    QString title() const;
    QString status() const { return now().status; }
    QString reason() const { return now().reason; }
    bool isBusy() const; ///< a run is going on
    /// "connecting", "live", "waiting" (it is tried again) or "gone" (for good).
    QString connection() const { return m_connection; }
    bool isGone() const { return m_connection == QStringLiteral("gone"); }
    QString trouble() const { return m_trouble; } ///< a sentence; empty while all is well
    ItemModel *items() { return &m_items; }
    QVariantMap run() const { return now().run; }
    QVariantList questions() const { return now().questions; }
    QVariantMap control() const { return now().control; }
    QVariantMap picture() const { return now().picture; }
    QVariantMap totals() const { return m_totals.asMap(); } ///< {cost, tokens} so far
    ViewedWheel *wheel() { return &m_wheel; }
    QUrl desktopUrl() const;
    QString authorization() const;
    QByteArray certificate() const;

    qint64 lastSeq() const { return now().lastSeq; } ///< of the newest stored event known here
    bool hasOlder() const { return now().firstSeq > 1; }
    bool isLoading() const { return m_isLoading; }
    /// The page before the first known event; nothing while one is on its way.
    Q_INVOKABLE void loadOlder();
    /// All back to event `seq`; 1: everything.
    Q_INVOKABLE void loadBackTo(qint64 seq);
    /// Whether event `seq` is loaded.
    Q_INVOKABLE bool knows(qint64 seq) const
    {
        return !m_events.isEmpty() && seq >= now().firstSeq;
    }
    /// The key of the item that shows a stored event, or the last one before; empty without any.
    Q_INVOKABLE QString keyAt(qint64 seq) const;
    /// The address of a stored event on the page of the server; no token is in it.
    Q_INVOKABLE QString linkTo(qint64 seq) const;
    /// The connection now rather than after the pause.
    void hurry();
    /// No further try is made; `why` is a sentence.
    void leave(const QString &why);

    /// Where a file or folder of its home is, for ServerConnection: get, upload, download, remove.
    Q_INVOKABLE QString filePath(const QString &path) const;
    /// `images`: of {media_type, data (base64)}.
    Q_INVOKABLE pilothouse::Answer *send(const QString &text, const QVariantList &images = {});
    /// The same in another session.
    Q_INVOKABLE pilothouse::Answer *sendTo(const QString &session, const QString &text);
    Q_INVOKABLE pilothouse::Answer *interrupt();
    Q_INVOKABLE pilothouse::Answer *pause();
    Q_INVOKABLE pilothouse::Answer *resume();
    /// `decision`: allow, deny or edit; `fields`: input, note, remember.
    Q_INVOKABLE pilothouse::Answer *decide(const QString &toolUse, const QString &decision,
                                           const QVariantMap &fields = {});
    Q_INVOKABLE pilothouse::Answer *takeWheel(const QString &name = {});
    Q_INVOKABLE pilothouse::Answer *handBack();
    Q_INVOKABLE pilothouse::Answer *rename(const QString &title);
    /// Title, model, approval or limits, by the names they have in the record.
    Q_INVOKABLE pilothouse::Answer *change(const QVariantMap &fields);
    Q_INVOKABLE pilothouse::Answer *finish();
    Q_INVOKABLE pilothouse::Answer *remove();
    /// Done with the record of a new session that goes on after event `seq`.
    Q_INVOKABLE pilothouse::Answer *fork(qint64 seq);
    /// One host more that its programs may reach.
    Q_INVOKABLE pilothouse::Answer *allowHost(const QString &host);
    /// What was not to be asked about again is, from the next call on.
    Q_INVOKABLE pilothouse::Answer *askAgain(const QString &grant);
    /// Names and places of its secrets; never values.
    Q_INVOKABLE pilothouse::Answer *secrets();
    /// `secret`: {value, hosts, windows}; replaces one of the same name.
    Q_INVOKABLE pilothouse::Answer *giveSecret(const QString &name, const QVariantMap &secret);
    Q_INVOKABLE pilothouse::Answer *takeBackSecret(const QString &name);

signals:
    void recordChanged();
    void stateChanged();
    void connectionChanged();
    void loadingChanged();
    /// Something was told just now, stored or not.
    void told(const QVariantMap &event);
    /// A sentence for people about something that went wrong.
    void problem(const QString &what);
    /// It was deleted, or the window left the server: nothing more comes.
    void gone(const QString &why);

private:
    /// All events read anew, `at` of them so far.
    struct Rereading
    {
        QVariantList older;
        ItemModel items;
        Reducer reducer{items};
        qsizetype at = 0;
    };
    const Reducer::Standing &now() const { return m_reducer.standing(); }
    void begin();
    void loadEnd();
    void connectNews();
    void enter(const QString &connection, const QString &trouble = {});
    void failToBegin(const QString &why, const QVariantMap &details);
    void refresh();
    void takeRecord(const QVariantMap &record);
    void takeNews(const QVariantMap &event);
    void takeEnd(const QVariantList &events);
    void prepend(const QVariantList &older);
    void reread();
    void takeOlder(Rereading &read);
    bool take(const QVariantMap &event);
    void setLoading(bool loads);
    Answer *refreshAfter(Answer *answer);
    QString pathTo(const QString &what) const { return m_path + u'/' + what; }

    ServerConnection &m_server;
    const QString m_id;
    const QString m_path;
    QVariantMap m_record;
    ItemModel m_items;
    Reducer m_reducer;
    QVariantList m_events; ///< the stored ones that are loaded, without a gap
    SessionTotals m_totals;
    SessionHistory m_history;
    NewsSocket m_news;
    ViewedWheel m_wheel;
    Alarm m_pause;
    Alarm m_nextPart;
    std::unique_ptr<Rereading> m_rereading; ///< while older events are taken in
    BackOff m_backOff;
    QString m_connection = QStringLiteral("connecting");
    QString m_trouble;
    bool m_isLoading = false;
};

} // namespace pilothouse
