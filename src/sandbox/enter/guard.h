#pragma once

namespace pilothouse {

/// Where no PID namespace ends a desktop's programs together: waits until standard input ends,
/// which is when the server is gone, however it went. Then kills every process whose environment
/// holds the first argument (KEY=VALUE) and every process of the users that follow.
/// Returns the exit code of the program.
int standGuard(int argc, char **argv);

} // namespace pilothouse
