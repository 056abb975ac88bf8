#pragma once

#include "core/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// Requests for tests of the demo model, as JSON text with ' for ".
namespace pilothouse {

inline QJsonObject json(const char *text)
{
    return parseJsonObject(QByteArray(text).replace('\'', '"')).value();
}

inline QJsonArray toolsOf(const char *text)
{
    return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"')).array();
}

inline QJsonObject userText(const QString &text)
{
    return {{QStringLiteral("role"), QStringLiteral("user")}, {QStringLiteral("content"), text}};
}

/// A request with one user message.
inline QJsonObject requestFor(const QString &text, const QJsonArray &tools,
                              const QString &model = QStringLiteral("claude-opus-4-8"))
{
    return {{QStringLiteral("model"), model},
            {QStringLiteral("max_tokens"), 4096},
            {QStringLiteral("tools"), tools},
            {QStringLiteral("messages"), QJsonArray{userText(text)}}};
}

} // namespace pilothouse
