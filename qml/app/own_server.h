#pragma once

#include "app/engine.h"
#include "app/server.h"
#include "core/task_scope.h"

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// The server of this program, for a window that is connected to no other: the one of
/// `pilothouse serve`, with its settings and its data. Main thread. stop() and wait for stopped()
/// before destroying it.
class OwnServer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OwnServer)
    QML_ELEMENT
    QML_UNCREATABLE("the program has one")
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY changed FINAL)
public:
    enum State { Off, Starting, Ready, Failed, Stopping };
    Q_ENUM(State)

    explicit OwnServer(QObject *parent = nullptr);
    ~OwnServer() override;

    /// Ready or Failed follows. Not while it runs.
    void start(Config config);
    /// Runs are interrupted and can be resumed later; stopped() follows.
    Q_INVOKABLE void stop();

    State state() const { return m_state; }
    /// Why it Failed, in one sentence that says what helps.
    QString trouble() const { return m_trouble; }
    /// What one should know of the model that it uses, e.g. that it is the demo; often empty.
    QString notice() const;
    /// What a person opens in a browser, with the token; empty before it is Ready.
    Q_INVOKABLE QString link() const;
    /// How many tasks are worked on or ask for something at this moment.
    Q_INVOKABLE int goingOn() const;

signals:
    void changed();
    void stopped();

private:
    QCoro::Task<> run(Config config);
    QCoro::Task<> end();
    void enter(State state, const QString &trouble = {});

    State m_state = Off;
    QString m_trouble;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Server> m_server;
    TaskScope m_tasks; // they use what is above
};

} // namespace pilothouse
