#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace pilothouse {

/// What the body of a failed request says, whoever wrote it: the API, another server in a shape of
/// its own, a framework, a proxy's page.
struct ServerError
{
    QString type = {};      ///< such as "overloaded_error"; empty: none is named
    QString code = {};      ///< such as "model_not_found"; empty: none is named
    int status = 0;         ///< that the body itself names, 400 to 599; 0: none
    QString words = {};     ///< for people, on one line, bounded, with hidden characters marked
    QString requestId = {}; ///< empty: none is named
};

/// Never fails: a body without words gives none.
ServerError readServerError(const QByteArray &body);

/// Whether this object reports an error, instead of being a message or an event.
bool isErrorReport(const QJsonObject &object);

} // namespace pilothouse
