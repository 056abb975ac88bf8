#pragma once

/// What sessions see of the system besides /usr and its settings (system_settings.h): where Debian
/// keeps fonts, dictionaries and extensions that it makes of installed packages.
/// Plain C++ without Qt: the helper program uses it too.
namespace pilothouse {

inline constexpr const char *kPackageFolders[] = {
    "/var/cache/dictionaries-common", "/var/cache/fontconfig",  "/var/lib/aspell",
    "/var/lib/dictionaries-common",   "/var/lib/ghostscript",   "/var/lib/ispell",
    "/var/lib/libreoffice",           "/var/spool/libreoffice",
};

} // namespace pilothouse
