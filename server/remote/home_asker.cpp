#include "remote/home_asker.h"

#include "core/deadline.h"
#include "core/wait.h"
#include "remote/open_reply.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kSilence = 60s; // a node measures a large home meanwhile
constexpr std::chrono::milliseconds kReadPatience = 15s;
constexpr std::chrono::milliseconds kFirstRest = 100ms;
constexpr std::chrono::milliseconds kLongestRest = 2s;

Result<WireFrame> answerIn(QNetworkReply &reply, const NodeAddress &node)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::NoError && status == 200)
        return homeAnswerFrom(reply.readAll());
    const QString trouble = status == 0     ? reply.errorString()
                            : status == 200 ? u"the link broke"_s
                                            : u"it answers with %1"_s.arg(status);
    return fail(Errc::Unavailable, u"The files of this session are on %1, which cannot be reached "
                                   "(%2)."_s.arg(node.name(), trouble));
}

} // namespace

QCoro::Task<Result<WireFrame>> HomeAsker::ask(NodeAddress node, SessionId session,
                                              HomeQuestion question)
{
    const QString path = u"/desktops/%1/files?fence=%2"_s.arg(session.value).arg(m_fence);
    QNetworkRequest request = node.request(path, false);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
    request.setTransferTimeout(static_cast<int>(kSilence.count()));
    Waiter waiter(m_clock);
    const OpenReply reply = openReply(m_network.post(request, binaryOf(frameOf(question))), waiter);
    reply->setReadBufferSize(kLongestLinkFrame);
    Woken woken = Woken::Timeout;
    while (!reply->isFinished() && woken != Woken::Stopped)
        woken = co_await waiter.wait(m_stop.get_token(), kSilence);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    co_return answerIn(*reply, node);
}

QCoro::Task<Result<WireFrame>> HomeAsker::askPatiently(NodeAddress node, SessionId session,
                                                       HomeQuestion question)
{
    const Deadline patience(m_clock, kReadPatience);
    std::chrono::milliseconds pause = kFirstRest;
    while (true) {
        Result<WireFrame> value = co_await ask(node, session, question);
        if (value || value.error().code != Errc::Unavailable || patience.hasPassed())
            co_return value;
        co_await sleepFor(m_clock, pause, m_stop.get_token());
        pause = std::min(pause * 2, kLongestRest);
    }
}

} // namespace pilothouse
