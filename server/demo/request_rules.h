#pragma once

#include "demo/demo_request.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace pilothouse {

/// What the public API would refuse about a request, as far as its documentation says.
struct Violation
{
    QByteArray rule;      ///< short name of the rule, stable, for tests
    QString message;      ///< in the API's words where they are known
    int status = 400;     ///< 400, 401, 404 or 413
    QByteArray code = {}; ///< details.error_code of the API's error, where clients act on one
};

/// All rules that a POST to /v1/messages or /v1/messages/count_tokens breaks, in the order found;
/// the API would answer with the first. Pure. The demo model refuses by these rules, so every
/// demonstration checks our client; tests use them for any request. The sources named at the rules
/// are the model API's documentation as collected in November 2026.
QList<Violation> checkRequest(const DemoRequest &request);

} // namespace pilothouse
