#pragma once

#include "store/event.h"

namespace pilothouse {

/// What the model is told where its files are not those that it left.
QString toldOfFork(const Forked &forked);
QString toldOfFiles(const FilesRestored &restored);

} // namespace pilothouse
