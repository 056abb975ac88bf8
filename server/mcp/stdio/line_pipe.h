#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

class QSocketNotifier;

namespace pilothouse {

/// Lines from one descriptor, lines to another: the transport "stdio" of the Model Context
/// Protocol, one message a line. Neither descriptor is closed. Main thread.
class LinePipe : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinePipe)
public:
    static constexpr qsizetype kLongestLine = 4 * 1024 * 1024; ///< bytes

    LinePipe(int in, int out);
    ~LinePipe() override;

    /// Blocks while the reader takes nothing.
    void write(const QByteArray &line);

signals:
    void line(const QByteArray &line);
    /// One that was too long; it is lost.
    void overlong();
    /// Nothing more comes. Once.
    void ended();

private:
    void read();
    void tell();

    int m_in;
    int m_out;
    QByteArray m_buffer;
    bool m_isSkipping = false; ///< the rest of a line that is too long
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace pilothouse
