#include "door/http_engine.h"

#include "door/listener.h"
#include "exchange/qt_http.h"
#include "exchange/router.h"

namespace pilothouse {

HttpEngine::HttpEngine(const Router &router, const Clock &clock)
    : m_listener(new Listener(clock, &m_server))
{
    handleAllRequests(m_server, [&router](const QByteArray &body, auto responder) {
        RequestPipe *pipe = RequestPipe::current();
        if (pipe)
            router.dispatch(std::make_shared<Exchange>(*pipe, body, std::move(responder)));
    });
}

HttpEngine::~HttpEngine()
{
    const auto pipes = m_pipes;
    for (RequestPipe *pipe : pipes)
        pipe->shutDown();
}

void HttpEngine::start()
{
    bindTo(m_server, m_listener);
}

RequestPipe *HttpEngine::open(AnswerSink &sink, const QTcpSocket &client)
{
    auto *pipe = new RequestPipe(sink, client, m_pipes, m_listener);
    m_listener->offer(pipe);
    return pipe;
}

} // namespace pilothouse
