#pragma once

// xcb/xkb.h names a field "explicit", which is a word of C++: include it through this file.
#define explicit explicit_
#include <xcb/xkb.h>
#undef explicit
