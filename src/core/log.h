#pragma once

#include <QLoggingCategory>

/// The one list of log categories. Never log a key, a token or text that somebody typed.
namespace pilothouse {

Q_DECLARE_LOGGING_CATEGORY(logApp)     // pilothouse.app
Q_DECLARE_LOGGING_CATEGORY(logStore)   // pilothouse.store
Q_DECLARE_LOGGING_CATEGORY(logModel)   // pilothouse.model
Q_DECLARE_LOGGING_CATEGORY(logDesktop) // pilothouse.desktop
Q_DECLARE_LOGGING_CATEGORY(logTools)   // pilothouse.tools
Q_DECLARE_LOGGING_CATEGORY(logAgent)   // pilothouse.agent
Q_DECLARE_LOGGING_CATEGORY(logHttp)    // pilothouse.http

} // namespace pilothouse
