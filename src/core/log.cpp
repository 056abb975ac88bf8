#include "core/log.h"

namespace pilothouse {

Q_LOGGING_CATEGORY(logApp, "pilothouse.app", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "pilothouse.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logModel, "pilothouse.model", QtInfoMsg)
Q_LOGGING_CATEGORY(logDesktop, "pilothouse.desktop", QtInfoMsg)
Q_LOGGING_CATEGORY(logTools, "pilothouse.tools", QtInfoMsg)
Q_LOGGING_CATEGORY(logAgent, "pilothouse.agent", QtInfoMsg)
Q_LOGGING_CATEGORY(logHttp, "pilothouse.http", QtInfoMsg)

} // namespace pilothouse
