#pragma once

#include "http/doc_routes.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pilothouse {

/// The document that GET /openapi.json answers.
inline QJsonObject openApiJson()
{
    return QJsonDocument::fromJson(openApiDocument()).object();
}

} // namespace pilothouse
