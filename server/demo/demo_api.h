#pragma once

#include "demo/demo_http_reader.h"

#include <QByteArrayList>

namespace pilothouse {

/// What goes back for one request: a body, or frames to be sent one after another.
struct DemoAnswer
{
    int status = 200;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    QByteArrayList frames = {}; ///< not empty: a stream of server-sent events
};

/// The demo model's side of the model API, without the sockets: routes, the key, the rules, the
/// answers. Routes by path; the query says nothing. Stateless and pure but for its request ids.
class DemoApi
{
public:
    explicit DemoApi(QByteArray key);

    /// An answer as soon as the head shows that the request is refused: wrong key, unknown path,
    /// wrong method. Nothing: read the body and ask answer().
    std::optional<DemoAnswer> refuseEarly(const DemoHttpRequest &head) const;
    DemoAnswer answer(const DemoHttpRequest &request) const;
    /// An error of the HTTP layer in the API's shape.
    static DemoAnswer error(int status, const QByteArray &message, const QByteArray &code = {});

private:
    bool holdsKey(const DemoHttpRequest &request) const;

    QByteArray m_key;
};

} // namespace pilothouse
