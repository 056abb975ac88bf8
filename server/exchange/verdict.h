#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// Whose connections a door keeps where there are too many.
enum class Standing {
    Stranger, ///< has shown nothing: is told to come later
    Guest,    ///< gets this one answer
    Known,    ///< has shown good credentials: is not counted with the others
};

/// What a FrontDoor's gate says about a request.
struct Verdict
{
    int refusal = 0;      ///< the status to refuse with; 0: go on
    QString detail;       ///< of a refusal; empty: the usual phrase of its status
    HttpFields fields;    ///< added to the answer, be it a refusal or not
    QByteArray principal; ///< who asks; empty: nobody
    Standing standing = Standing::Stranger;

    static Verdict admit(QByteArray principal = {}, HttpFields fields = {})
    {
        return {.fields = std::move(fields), .principal = std::move(principal)};
    }
    static Verdict refuse(int status, QString detail = {}, HttpFields fields = {})
    {
        return {.refusal = status, .detail = std::move(detail), .fields = std::move(fields)};
    }
};

} // namespace pilothouse
