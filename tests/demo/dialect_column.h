#pragma once

#include "model/dialect.h"

#include <QMetaType>

/// Lets a table of cases have a column of dialects.
Q_DECLARE_METATYPE(pilothouse::ToolDialect)
