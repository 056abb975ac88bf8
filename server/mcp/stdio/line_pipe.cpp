#include "mcp/stdio/line_pipe.h"

#include <QPointer>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <unistd.h>

namespace pilothouse {

LinePipe::LinePipe(int in, int out)
    : m_in(in), m_out(out), m_notifier(std::make_unique<QSocketNotifier>(in, QSocketNotifier::Read))
{
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LinePipe::read);
}

LinePipe::~LinePipe() = default;

void LinePipe::write(const QByteArray &line)
{
    const QByteArray whole = line + '\n';
    qsizetype sent = 0;
    while (sent < whole.size()) {
        const ssize_t now = ::write(m_out, whole.constData() + sent, size_t(whole.size() - sent));
        if (now < 0 && errno != EINTR)
            return; // the reader is gone; the end of its lines tells
        sent += std::max<ssize_t>(now, 0);
    }
}

// Once for each time there is something: a read never blocks then.
void LinePipe::read()
{
    std::array<char, 65536> part;
    const ssize_t count = ::read(m_in, part.data(), part.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        m_notifier->setEnabled(false);
        emit ended();
        return;
    }
    m_buffer.append(part.data(), count);
    tell();
}

void LinePipe::tell()
{
    const QPointer<LinePipe> self(this); // whoever listens may end us
    for (qsizetype end = m_buffer.indexOf('\n'); self && end >= 0; end = m_buffer.indexOf('\n')) {
        const QByteArray text = m_buffer.first(end).trimmed();
        m_buffer.remove(0, end + 1);
        if (!std::exchange(m_isSkipping, false) && !text.isEmpty())
            emit line(text);
        if (!self)
            return;
    }
    if (m_buffer.size() <= kLongestLine)
        return;
    m_buffer.clear();
    if (!std::exchange(m_isSkipping, true))
        emit overlong();
}

} // namespace pilothouse

#include "moc_line_pipe.cpp"
