#include "vnc/desktop_handshake.h"

#include "desktop/vnc_password.h"
#include "vnc/rfb.h"

namespace pilothouse {

namespace {

constexpr qsizetype kInitSize = 24; // without the name behind it
constexpr quint32 kLongestName = 4096;
constexpr char kShared = 1;

Failure wrongServer(const char *detail)
{
    return fail(Errc::Corrupt,
                QStringLiteral("The desktop's screen does not speak RFB as it must."),
                QString::fromLatin1(detail));
}

QByteArray take(QByteArray &input, qsizetype size)
{
    const QByteArray taken = input.left(size);
    input.remove(0, size);
    return taken;
}

} // namespace

Result<QByteArray> DesktopHandshake::feed(QByteArray &input)
{
    QByteArray answer;
    for (;;) {
        const Result<bool> moved = step(input, answer);
        if (!moved)
            return fail(moved.error());
        if (!*moved || isDone())
            return answer;
    }
}

// Long: one case for each step of the protocol.
Result<bool> DesktopHandshake::step(QByteArray &input, QByteArray &answer)
{
    switch (m_stage) {
    case Stage::Version:
        if (input.size() < rfb::kVersionSize)
            return false;
        if (!take(input, rfb::kVersionSize).startsWith("RFB 003.00"))
            return wrongServer("version");
        answer += "RFB 003.008\n";
        m_stage = Stage::Security;
        return true;
    case Stage::Security:
        return chooseSecurity(input, answer);
    case Stage::Challenge:
        if (input.size() < rfb::kChallengeSize)
            return false;
        answer += answerToVncChallenge(m_password, take(input, rfb::kChallengeSize));
        m_stage = Stage::SecurityResult;
        return true;
    case Stage::SecurityResult:
        if (input.size() < 4)
            return false;
        if (rfb::read<quint32>(take(input, 4), 0) != 0)
            return wrongServer("security result");
        answer += kShared;
        m_stage = Stage::Init;
        return true;
    case Stage::Init: {
        if (input.size() < kInitSize)
            return false;
        const quint32 name = rfb::read<quint32>(input, kInitSize - 4);
        if (name > kLongestName)
            return wrongServer("name");
        if (input.size() < kInitSize + qsizetype(name))
            return false;
        m_serverInit = take(input, kInitSize + qsizetype(name));
        m_stage = Stage::Done;
        return true;
    }
    case Stage::Done:
        break;
    }
    return false;
}

Result<bool> DesktopHandshake::chooseSecurity(QByteArray &input, QByteArray &answer)
{
    if (input.isEmpty())
        return false;
    const auto count = static_cast<quint8>(input.front());
    if (count == 0)
        return wrongServer("refused");
    if (input.size() < 1 + count)
        return false;
    const char wanted = m_password.isEmpty() ? rfb::kNoSecurity : rfb::kVncPassword;
    if (!take(input, 1 + count).sliced(1).contains(wanted))
        return wrongServer("security types");
    answer += wanted;
    m_stage = m_password.isEmpty() ? Stage::SecurityResult : Stage::Challenge;
    return true;
}

} // namespace pilothouse
