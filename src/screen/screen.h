#pragma once

#include "core/result.h"

#include <QCoroTask>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <stop_token>

namespace pilothouse {

/// What people have of a virtual screen without a hand on it: its picture and its clipboard. One
/// that is on this machine is a Display. Main thread.
class Screen : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Screen)
public:
    ~Screen() override;

    virtual QSize size() const = 0;

    /// What is on the screen now. Unavailable: the X server is gone.
    virtual QCoro::Task<Result<QImage>> capture(bool withPointer, std::stop_token stop) = 0;

    virtual QCoro::Task<Result<QString>> clipboard(std::stop_token stop) = 0;
    virtual QCoro::Task<Result<>> setClipboard(QString text, std::stop_token stop) = 0;

signals:
    /// The X server or its connection is gone; every later call is Unavailable. Fires once.
    void died(const pilothouse::Error &reason);

protected:
    Screen() = default;
};

} // namespace pilothouse
