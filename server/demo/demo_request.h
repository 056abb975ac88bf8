#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// A request as the model API sees it.
struct DemoRequest
{
    QByteArray method;
    QByteArray path;
    HttpFields fields = {}; ///< names in lower case
    QByteArray body = {};

    /// The first value of a field; empty when there is none.
    QByteArray header(const QByteArray &lowerName) const;
    bool has(const QByteArray &lowerName) const;
};

} // namespace pilothouse
