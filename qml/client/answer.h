#pragma once

#include <QNetworkReply>
#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// One request on its way. One of its signals comes, from the event loop, and it deletes itself
/// afterwards; whoever goes before that hears nothing. Main thread.
class Answer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Answer)
    QML_ELEMENT
    QML_UNCREATABLE("the connection makes them")
public:
    /// Takes the reply. Owned by `parent`.
    Answer(QNetworkReply *reply, QObject *parent);

    static int statusOf(const QNetworkReply &reply); ///< 0: the server did not answer
    static bool isGood(const QNetworkReply &reply);  ///< an answer of success

    /// The sentence for a failed reply, as people read it. `status` 0: the server was not reached.
    static QString sentence(const QNetworkReply &reply, const QVariant &body);

signals:
    /// What the server answered: JSON as a value, null for an empty body.
    void done(const QVariant &result);
    /// A sentence for people. `details`: status (0: not reached), fields (list of
    /// {name, words}), error (QNetworkReply's), location (to where it is redirected).
    void failed(const QString &why, const QVariantMap &details);
    /// Every byte of the answer, before done().
    void bytes(const QByteArray &body);

private:
    void finish(QNetworkReply *reply);
};

} // namespace pilothouse
