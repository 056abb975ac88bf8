#include "vnc/viewer_handshake.h"

#include "vnc/rfb.h"

namespace pilothouse {

namespace {

Failure wrongViewer(const char *what)
{
    return fail(Errc::InvalidArgument, QString::fromLatin1(what));
}

} // namespace

Result<QByteArray> ViewerHandshake::feed(QByteArray &input)
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

Result<bool> ViewerHandshake::step(QByteArray &input, QByteArray &answer)
{
    switch (m_stage) {
    case Stage::Version:
        return takeVersion(input, answer);
    case Stage::Security:
        if (input.isEmpty())
            return false;
        if (input.front() != rfb::kNoSecurity)
            return wrongViewer("unknown security type");
        input.remove(0, 1);
        if (m_tellsResult)
            answer += QByteArray(4, '\0');
        m_stage = Stage::Init;
        return true;
    case Stage::Init:
        if (input.isEmpty())
            return false;
        input.remove(0, 1); // whether it would share
        answer += m_serverInit;
        m_stage = Stage::Done;
        return true;
    case Stage::Done:
        break;
    }
    return false;
}

Result<bool> ViewerHandshake::takeVersion(QByteArray &input, QByteArray &answer)
{
    if (input.size() < rfb::kVersionSize)
        return false;
    const QByteArray version = input.left(rfb::kVersionSize);
    input.remove(0, rfb::kVersionSize);
    m_stage = Stage::Security;
    if (version == "RFB 003.003\n") { // the server decides, and says nothing of a result
        answer += QByteArray("\0\0\0\1", 4);
        m_stage = Stage::Init;
        return true;
    }
    m_tellsResult = version != "RFB 003.007\n";
    if (m_tellsResult && version != "RFB 003.008\n")
        return wrongViewer("unknown version");
    answer += QByteArray("\1\1", 2); // one type: none
    return true;
}

} // namespace pilothouse
