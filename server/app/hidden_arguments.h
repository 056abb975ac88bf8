#pragma once

namespace pilothouse {

/// Writes over the values of secret flags, and over addresses that hold a name or a password, in
/// the memory of the command line itself, which every user of the machine may read in the process
/// list (proc(5), /proc/PID/cmdline). To be called at the start, once they have been copied.
void hideSecretArguments(int argc, char **argv);

} // namespace pilothouse
