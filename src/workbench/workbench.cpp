#include "workbench/workbench.h"

namespace pilothouse {

Workbench::~Workbench() = default;

} // namespace pilothouse

#include "moc_workbench.cpp"
