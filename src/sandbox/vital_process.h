#pragma once

#include "core/result.h"
#include "sandbox/sandbox.h"

#include <QList>
#include <QProcess>

namespace pilothouse {

/// A process that a desktop cannot live without. Ends with this object, or when this thread ends.
/// Main thread.
class VitalProcess : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VitalProcess)
public:
    /// `name` is for people, e.g. "The X server".
    explicit VitalProcess(QString name);
    ~VitalProcess() override;

    /// Starts it; `descriptors` stay open in it under their own numbers (they must live until
    /// started). Whether it could start is told by started or ended.
    void start(const SandboxedCommand &command, const QList<int> &descriptors = {});
    /// Its standard input ends when this process of ours ends, however it does.
    void keepInputOpen() { m_inputOpen = true; }

    /// To its standard input, which must be kept open.
    void write(const QByteArray &bytes) { m_process.write(bytes); }

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Why it ended, with the last thing it said; meaningful once it has.
    Error endReason() const;
    /// SIGKILL without waiting; the destructor waits.
    void kill();

signals:
    /// A line it wrote to standard output or error, without its end.
    void said(const QByteArray &line);
    /// It ended or never started. Not for a kill of ours. Fires once.
    void ended(const pilothouse::Error &reason);

private:
    void readLines();
    void onGone();

    QString m_name;
    QProcess m_process;
    QByteArray m_partial;
    QString m_lastLine;
    bool m_inputOpen = false;
    bool m_expected = false;
};

} // namespace pilothouse
