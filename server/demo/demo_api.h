#pragma once

#include "demo/demo_request.h"
#include "exchange/verdict.h"

#include <QByteArrayList>

namespace pilothouse {

/// What goes back for one request: a body, or frames to be sent one after another.
struct DemoAnswer
{
    int status = 200;
    QByteArray contentType = "application/json";
    HttpFields fields = {};
    QByteArray body = {};
    QByteArrayList frames = {}; ///< not empty: a stream of server-sent events
};

/// The demo model's side of the model API, without the sockets: routes, the key, the rules, the
/// answers. Routes by path; the query says nothing. Stateless and pure but for its request ids.
class DemoApi
{
public:
    explicit DemoApi(QByteArray key);

    /// Whether the head holds the key: not a byte of a large body is read for anybody else.
    Verdict admit(const HttpHead &head) const;
    /// Of a request that was admitted.
    DemoAnswer answer(const DemoRequest &request) const;
    /// An error in the API's shape.
    static DemoAnswer error(int status, const QByteArray &message, const QByteArray &code = {});

private:
    bool holdsKey(const HttpHead &head) const;

    QByteArray m_key;
};

} // namespace pilothouse
