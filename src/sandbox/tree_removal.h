#pragma once

#include <filesystem>
#include <system_error>

namespace pilothouse {

/// Removes a file, or a folder with all below, also what a program has closed to its own user, as
/// Go's module cache is. Links are removed, not followed. No program may be changing it meanwhile.
/// Any thread. The error of what could not be removed; none as well when there is nothing.
std::error_code removeTree(const std::filesystem::path &path);

} // namespace pilothouse
