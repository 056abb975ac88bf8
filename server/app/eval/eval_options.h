#pragma once

#include "app/options.h"

class QCommandLineParser;

namespace pilothouse {

/// The options that `pilothouse eval` alone has; `--output` is of others, too.
void declareEvalOptions(QCommandLineParser &parser);
/// Reads them, and the suite's folder from `words`. InvalidArgument: it is missing, or an option
/// will not do.
Result<> readEvalOptions(const QCommandLineParser &parser, QStringList &words,
                         Invocation &invocation);
QString evalHelp();

} // namespace pilothouse
