#pragma once

namespace pilothouse {

/// What `sudo` is in a session: programs there can gain no rights, so a process that is the
/// sandbox's root already starts the command for who asks. It gets the asker's standard input,
/// output and error, folder and environment, and ends with the asker.

/// Listens at `socket`, a path of the sandbox, for all in it. Does not return unless it fails.
int serveRoot(const char *socket);

/// Runs the command as root and answers with its exit code, 128 and more when a signal ended it;
/// 125: nobody serves.
int askRoot(const char *socket, char **command);

} // namespace pilothouse
