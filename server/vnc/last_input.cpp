#include "vnc/last_input.h"

#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace pilothouse {

namespace {

constexpr std::chrono::milliseconds kPatience{2'000}; // as for a fence

} // namespace

void LastInput::await(const QLocalSocket &desktop, std::shared_ptr<void> settling, QObject &wheel,
                      const Clock &clock)
{
    const int descriptor = dup(static_cast<int>(desktop.socketDescriptor()));
    if (descriptor < 0)
        return; // there is no connection any more
    shutdown(descriptor, SHUT_WR);
    new LastInput(descriptor, std::move(settling), wheel, clock);
}

LastInput::LastInput(int descriptor, std::shared_ptr<void> settling, QObject &wheel,
                     const Clock &clock)
    : QObject(&wheel), m_settling(std::move(settling)), m_patience(clock)
{
    connect(&m_desktop, &QLocalSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_desktop, &QLocalSocket::readyRead, this,
            [this] { m_desktop.skip(m_desktop.bytesAvailable()); });
    connect(&m_patience, &Alarm::rang, this, &QObject::deleteLater);
    m_desktop.setSocketDescriptor(descriptor);
    m_patience.start(kPatience);
}

} // namespace pilothouse

#include "moc_last_input.cpp"
