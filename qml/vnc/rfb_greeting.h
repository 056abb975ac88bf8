#pragma once

#include "qml/vnc/rfb_bytes.h"
#include "core/result.h"

#include <QSize>

#include <utility>

namespace pilothouse {

/// Servers that are far may send photographs as JPEG, and compress more.
enum class RfbDistance { Near, Far };

/// The start of an RFB connection, as a viewer of version 3.8 without a password speaks that shares
/// the desktop with others (RFC 6143, sections 7.1 to 7.3), and what it
/// wants its pictures like. Pure.
class RfbGreeting
{
public:
    explicit RfbGreeting(RfbDistance distance) : m_distance(distance) {}

    /// Reads one message. The size of the desktop with the last; null before. Corrupt: no such
    /// server. Unsupported: it wants a password.
    Result<QSize> read(RfbBytes &bytes) { return (this->*m_step)(bytes); }
    /// What is to be sent, once.
    QByteArray takeAnswers() { return std::exchange(m_answers, {}); }

private:
    using Step = Result<QSize> (RfbGreeting::*)(RfbBytes &bytes);

    Result<QSize> version(RfbBytes &bytes);
    Result<QSize> security(RfbBytes &bytes);
    Result<QSize> securityResult(RfbBytes &bytes);
    Result<QSize> init(RfbBytes &bytes);

    const RfbDistance m_distance;
    Step m_step = &RfbGreeting::version;
    QByteArray m_answers;
};

} // namespace pilothouse
