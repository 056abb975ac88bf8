#pragma once

#include "app/options.h"

#include <QCoroTask>

namespace pilothouse {

/// `pilothouse mcp`: the Model Context Protocol on stdin and stdout, for a program that started
/// this one; with an engine and a server of its own, which shows people what goes on, or with a
/// server elsewhere. Ends when the program closes its end. Returns the exit code.
QCoro::Task<int> serveMcp(Invocation invocation);

} // namespace pilothouse
