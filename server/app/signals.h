#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace pilothouse {

/// SIGINT, SIGTERM and, unless it is ignored, SIGHUP as a Qt signal: the first asks for a clean
/// end, a second one ends the process at once (its desktops die with it). One per process. Main
/// thread.
class StopSignals : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StopSignals)
public:
    StopSignals();
    ~StopSignals() override;

signals:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace pilothouse
