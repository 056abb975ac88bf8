#pragma once

#include "core/alarm.h"

#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

class Answer;
class ServerConnection;

/// The wheel of one session: who steers its desktop, taking it and handing it back. Main thread;
/// connection and clock outlive it.
class ViewedWheel : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewedWheel)
    QML_NAMED_ELEMENT(Wheel)
    QML_UNCREATABLE("a session has it")
    /// "agent" or "person".
    Q_PROPERTY(QString holder READ holder NOTIFY changed FINAL)
    /// Whether it is this window's.
    Q_PROPERTY(bool mine READ isMine NOTIFY changed FINAL)
    /// Of the person who has it, as far as known.
    Q_PROPERTY(QString name READ name NOTIFY changed FINAL)
public:
    ViewedWheel(ServerConnection &connection, const Clock &clock, const QString &sessionPath);

    QString holder() const { return m_holder; }
    bool isMine() const { return m_isMine; }
    QString name() const { return m_name; }

    /// `name`: what others see; empty: nothing. Refused with 409 where another person has it, or
    /// there is no desktop.
    Q_INVOKABLE pilothouse::Answer *take(const QString &name = {});
    Q_INVOKABLE pilothouse::Answer *handBack();
    /// From whoever has it; take() comes after it is done.
    Q_INVOKABLE pilothouse::Answer *takeAway();
    /// Asks the server who has it.
    void look();
    /// A "control" event was told: its reason.
    void onControl(const QString &reason);

signals:
    void changed();
    /// It was this window's, and not handed back. `name`: who has it now; perhaps empty.
    void lost(const QString &holder, const QString &name, const QString &reason);

private:
    Answer *follow(Answer *answer);
    void accept(const QVariantMap &told);
    void noteLoss(bool hadIt);
    void tellLoss();

    ServerConnection &m_connection;
    const QString m_path;
    const QString m_viewer;
    Alarm m_naming; ///< from being taken away to who took it
    QString m_holder = QStringLiteral("agent");
    QString m_name;
    QString m_reason; ///< of the last change
    bool m_isMine = false;
    bool m_handsBack = false;
};

} // namespace pilothouse
